"""What everybody sees: the roadmap, and one measure."""

from enum import StrEnum
from typing import TypeVar

from flask import request
from flask.typing import ResponseReturnValue

from bmw.accounts.tries import by_person
from bmw.kernel.limits import What
from bmw.kernel.rules import anyone, is_signed_in
from bmw.media import queries as media
from bmw.record.queries import chain_stages, is_following, journey
from bmw.record.service import follow as follow_record
from bmw.strategy import queries, rules
from bmw.strategy.forms import FollowForm, today
from bmw.strategy.models import Measure
from bmw.strategy.states import HORIZONS, STATUSES, Horizon, Status
from bmw.strategy.views.done import happened
from bmw.strategy.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

W = TypeVar("W", bound=StrEnum)


def chosen(words: type[W], name: str) -> W | None:
    """The word a reader filters by; an unknown one filters nothing."""
    return next((word for word in words if word == request.args.get(name)), None)


@bp.get("/agenda")
@allowed(anyone)
def roadmap() -> ResponseReturnValue:
    """The Digitale Agenda: every measure by field and by time."""
    fields = queries.fields()
    field = next((each for each in fields if each.slug == request.args.get("feld")), None)
    horizon, status = chosen(Horizon, "zeit"), chosen(Status, "status")
    measures = queries.roadmap(field.id if field else None, horizon, status)
    by_time = request.args.get("ansicht") == "zeit"
    return page(
        "strategy/roadmap.html",
        groups=queries.grouped(measures, by_time=by_time),
        counts=queries.count_by_status(measures),
        rows=queries.by_field_and_time(measures),
        chosen={"feld": field.slug if field else "", "zeit": horizon or "", "status": status or ""},
        by_time=by_time,
        fields=fields,
        horizons=HORIZONS,
        statuses=STATUSES,
        rules=rules,
    )


@bp.get("/massnahmen/<ref:reference>")
@allowed(anyone, on=queries.by_reference)
def measure(measure: Measure) -> ResponseReturnValue:
    """A measure: how far it has come, who is responsible, and where it comes from."""
    stages, changes = chain_stages(measure), queries.changes(measure)
    return page(
        "strategy/measure.html",
        measure=measure,
        stages=stages,
        decisions=[each for stage in stages if stage.name == "decision" for each in stage.records],
        steps=journey(measure),
        names={n: change.milestone.title for n, change in changes.items() if change.milestone},
        explained=[change for change in changes.values() if change.reason or change.old_title],
        following=is_following(current.who().id, measure),
        today=today(),
        rules=rules,
        pictures=media.of_record(measure),
        document=media.document_of(measure),
        done=happened(),
    )


@bp.post("/massnahmen/<ref:reference>/folgen")
@allowed(is_signed_in, on=queries.by_reference, booked=by_person(What.FOLLOW))
def follow(measure: Measure) -> ResponseReturnValue:
    """Somebody wants, or no longer wants, to hear how a measure goes on."""
    form = FollowForm.sent()
    if form.is_complete:
        follow_record(current.who().id or 0, measure, wanted=form.follow.data == "yes")
    return see("strategy.measure", reference=measure, anchor="folgen")
