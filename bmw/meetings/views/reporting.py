"""Editors write down what was said: minutes and points."""

from flask.typing import ResponseReturnValue

from bmw.meetings import queries, rules, service
from bmw.meetings.forms import MinutesForm, NewPointForm, PointForm
from bmw.meetings.models import Meeting, Point
from bmw.meetings.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.route("/redaktion/treffen/<ref:reference>/protokoll", methods=["GET", "POST"])
@allowed(rules.may_report, on=queries.by_reference)
def minutes(meeting: Meeting) -> ResponseReturnValue:
    """An editor publishes the minutes."""
    form = MinutesForm.sent(meeting)
    if form.is_complete:
        words, attended = form.minutes.data or "", form.attended.data
        service.publish_minutes(meeting, words, attended, current.who().id or 0, current.at())
        return see("meetings.page", reference=meeting)
    return page("meetings/minutes.html", form=form, meeting=meeting)


@bp.route("/redaktion/treffen/<ref:reference>/punkte/neu", methods=["GET", "POST"])
@allowed(rules.may_report, on=queries.by_reference)
def add_point(meeting: Meeting) -> ResponseReturnValue:
    """An editor notes a point."""
    form = NewPointForm.sent()
    if form.is_complete:
        text, agreed = form.text.data or "", form.agreed.data
        service.note_point(meeting, text, agreed, current.who().id or 0, current.at())
        return see("meetings.edit", reference=meeting, anchor="points")
    return page("meetings/point.html", form=form, meeting=meeting, point=None)


@bp.route("/redaktion/treffen/punkte/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_change_point, on=queries.point)
def edit_point(point: Point) -> ResponseReturnValue:
    """An editor corrects a point that no finding rests on."""
    form, meeting = PointForm.sent(point), point.meeting
    if form.is_complete:
        service.change_point(point, form.text.data or "", form.agreed.data)
        return see("meetings.edit", reference=meeting, anchor="points")
    return page("meetings/point.html", form=form, meeting=meeting, point=point)
