"""Answering a survey and reading its results."""

from collections.abc import Iterator

from flask import Response
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Person
from bmw.accounts.tries import by_person
from bmw.cases.models import REASONS
from bmw.kernel.limits import What
from bmw.kernel.text import Sentence, _
from bmw.surveys import queries, rules, service
from bmw.surveys.charts import bars
from bmw.surveys.models import Survey
from bmw.surveys.questionnaire import answers_in, questionnaire
from bmw.surveys.results import Results
from bmw.surveys.views.blueprint import bp
from bmw.ui import csv, current
from bmw.ui.access import allowed
from bmw.ui.forms import CleanForm
from bmw.ui.pages import page as answer_with
from bmw.ui.pages import see


def _person() -> Person | None:
    who = current.who()
    return who if isinstance(who, Person) else None


def _shown(survey: Survey, form: CleanForm | None, *, again: bool) -> ResponseReturnValue:
    return answer_with("surveys/page.html", survey=survey, form=form, rules=rules, again=again)


@bp.get("/umfragen/<ref:reference>")
@allowed(rules.may_see, on=queries.by_reference)
def page(survey: Survey) -> ResponseReturnValue:
    """Anybody reads the questions; whoever has signed in answers them, or changes what they answered."""
    person = _person()
    earlier = queries.sheet_of(survey, person) if person else None
    is_open = rules.is_open(current.who(), survey, current.at())
    form = questionnaire(survey, current.lang(), earlier) if is_open else None
    return _shown(survey, form, again=earlier is not None)


@bp.post("/umfragen/<ref:reference>")
@allowed(rules.may_answer, on=queries.by_reference, booked=by_person(What.ANSWER))
def answer(survey: Survey) -> ResponseReturnValue:
    """Somebody sends their answers."""
    person, form = _person(), questionnaire(survey, current.lang(), None)
    if person and form.is_complete:
        service.answer(survey, person, answers_in(survey, form))
        return see("surveys.thanks", reference=survey)
    return _shown(survey, form, again=False)


@bp.get("/umfragen/<ref:reference>/danke")
@allowed(rules.may_see, on=queries.by_reference)
def thanks(survey: Survey) -> ResponseReturnValue:
    """The receipt: the answers are kept and can still be changed."""
    return answer_with("surveys/thanks.html", survey=survey, rules=rules)


@bp.post("/umfragen/<ref:reference>/zurueckziehen")
@allowed(rules.may_answer, on=queries.by_reference, booked=by_person(What.ANSWER))
def withdraw(survey: Survey) -> ResponseReturnValue:
    """Somebody takes their answers back while the survey is open."""
    person = _person()
    if person:
        service.withdraw(survey, person)
    return see("surveys.page", reference=survey)


@bp.get("/umfragen/<ref:reference>/ergebnisse")
@allowed(rules.may_see_results, on=queries.by_reference)
def results(survey: Survey) -> ResponseReturnValue:
    """Anybody reads what the survey says, once it is closed."""
    found = queries.results(survey)
    charts = [(result, bars(result, current.lang())) for result in found.questions]
    return answer_with(
        "surveys/results.html", survey=survey, results=found, charts=charts, rules=rules, reasons=REASONS
    )


HEAD: dict[str, Sentence] = {
    "question": _("Question"),
    "answer": _("Answer"),
    "people": _("People"),
    "percent": _("Percent of those who answered"),
    "answered": _("Answered this question"),
}


@bp.get("/umfragen/<ref:reference>/ergebnisse/tabelle")
@allowed(rules.may_see_results, on=queries.by_reference)
def table(survey: Survey) -> Response:
    """Anybody takes along what the page of results shows, and nothing more."""
    return csv.download(f"{_('Results')} {survey.reference}", HEAD, _rows(queries.results(survey)))


def _rows(results: Results) -> Iterator[csv.Row]:
    lang = current.lang()
    for each in results.questions:
        asked = each.question.text.reading(lang).text
        for row in each.rows:
            percent = None if row.share is None else round(100 * row.share)
            yield [asked, row.option.text.reading(lang).text, row.count, percent, each.answered]
        if not each.rows:
            yield [asked, None, None, None, each.answered]
        yield from ([asked, text, None, None, each.answered] for text in each.texts)
