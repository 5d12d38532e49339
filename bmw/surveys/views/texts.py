"""Moderators read free answers after the close and choose which everybody may read."""

from typing import cast

from flask import request
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.surveys import queries, rules, service
from bmw.surveys.forms import HideTextForm, PickForm
from bmw.surveys.models import FreeText, Question
from bmw.surveys.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

SIZE = 50


@bp.get("/umfragen/<ref:reference>/freitexte/<int:question_id>")
@allowed(rules.may_pick, on=queries.question)
def texts(question: Question) -> ResponseReturnValue:
    """A moderator reads what people wrote."""
    return _list(question, None)


def _list(question: Question, form: PickForm | None) -> ResponseReturnValue:
    number = max(1, min(request.args.get("seite", 1, type=int), 10_000))
    found = queries.texts_to_pick(question, page=number, size=SIZE + 1)
    shown, more = found[:SIZE], len(found) > SIZE
    return page("surveys/texts.html", question=question, form=form, texts=shown, number=number, more=more)


@bp.post("/umfragen/<ref:reference>/freitexte/<int:question_id>")
@allowed(rules.may_pick, on=queries.question)
def pick(question: Question) -> ResponseReturnValue:
    """A moderator publishes a text."""
    form = PickForm.sent()
    if not form.is_complete:
        return _list(question, form)
    service.publish_text(question, form.text.data or "", current.at())
    return see("surveys.texts", reference=question.survey, question_id=question.id)


@bp.route("/umfragen/<ref:reference>/freitexte/zurueck/<int:text_id>", methods=["GET", "POST"])
@allowed(rules.may_hide, on=queries.free_text)
def hide(text: FreeText) -> ResponseReturnValue:
    """A moderator hides a published text, with rule and facts."""
    form, question = HideTextForm.sent(), text.question
    if form.is_complete:
        service.hide_text(text, cast(Person, current.who()), current.at(), **form.grounds)
        return see("surveys.texts", reference=question.survey, question_id=question.id)
    return page("surveys/hide_text.html", form=form, text=text, question=question)
