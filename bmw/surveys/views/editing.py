"""Editors write, order and publish the questions of a survey."""

from flask import request
from flask.typing import ResponseReturnValue

from bmw.focus.queries import fields
from bmw.processes.queries import not_archived
from bmw.processes.rules import is_editor
from bmw.surveys import queries, rules, service
from bmw.surveys.forms import NewQuestionForm, NewSurveyForm, QuestionForm, SurveyForm
from bmw.surveys.models import Question, Survey
from bmw.surveys.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.get("/redaktion/umfragen")
@allowed(is_editor)
def index() -> ResponseReturnValue:
    """Editors see every survey, drafts too."""
    return page("surveys/index.html", surveys=queries.all_of_them(), rules=rules)


@bp.route("/redaktion/umfragen/neu", methods=["GET", "POST"])
@allowed(is_editor)
def new() -> ResponseReturnValue:
    """An editor drafts a survey for a participation process."""
    named = request.args.get("verfahren", "")
    form = NewSurveyForm.sent(processes=not_archived(), offered=fields(), lang=current.lang(), belongs=named)
    if form.is_complete:
        return see("surveys.edit", reference=service.create(form.chosen(), form.about(), current.at()))
    return page("surveys/new.html", form=form)


@bp.route("/redaktion/umfragen/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def edit(survey: Survey) -> ResponseReturnValue:
    """An editor changes what is said about a survey, and sees its questions."""
    subject = str(survey.field_id or "")
    form = SurveyForm.sent(survey, offered=fields(), lang=current.lang(), subject=subject)
    if rules.is_closed(survey, current.at()):
        form.settle(survey)
    if form.is_complete:
        service.change(survey, form.about(), seen=form.version.seen, at=current.at())
        return see("surveys.edit", reference=survey)
    return page("surveys/edit.html", form=form, survey=survey, rules=rules)


@bp.route("/redaktion/umfragen/<ref:reference>/fragen/neu", methods=["GET", "POST"])
@allowed(rules.may_change_questions, on=queries.by_reference)
def add_question(survey: Survey) -> ResponseReturnValue:
    """An editor adds a question."""
    form = NewQuestionForm.sent()
    if form.is_complete:
        service.ask(survey, form.asked())
        return see("surveys.edit", reference=survey, anchor="questions")
    return page("surveys/question.html", form=form, survey=survey, question=None)


@bp.route("/redaktion/umfragen/<ref:reference>/fragen/<int:question_id>", methods=["GET", "POST"])
@allowed(rules.may_change_question, on=queries.question)
def question(question: Question) -> ResponseReturnValue:
    """An editor changes a question that nobody has answered."""
    survey = question.survey
    form = QuestionForm.sent(question, **QuestionForm.lines_of(question))
    if form.is_complete:
        service.change_question(question, form.asked())
        return see("surveys.edit", reference=survey, anchor="questions")
    return page("surveys/question.html", form=form, survey=survey, question=question)


@bp.post("/redaktion/umfragen/<ref:reference>/fragen/<int:question_id>/entfernen")
@allowed(rules.may_change_question, on=queries.question)
def remove_question(question: Question) -> ResponseReturnValue:
    """An editor takes a question out."""
    survey = question.survey
    service.remove_question(question)
    return see("surveys.edit", reference=survey, anchor="questions")


@bp.post("/redaktion/umfragen/<ref:reference>/veroeffentlichen")
@allowed(rules.may_publish, on=queries.by_reference)
def publish(survey: Survey) -> ResponseReturnValue:
    """An editor publishes a survey."""
    service.publish(survey, current.who().id or 0, current.at())
    return see("surveys.page", reference=survey)
