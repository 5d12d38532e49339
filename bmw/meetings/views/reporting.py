"""Editors write down what was said: minutes, the document and points."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request
from flask.typing import ResponseReturnValue

from bmw.kernel.settings import folder_of
from bmw.meetings import documents, queries, rules, service
from bmw.meetings.forms import DocumentForm, MinutesForm, NewPointForm, PointForm
from bmw.meetings.models import Meeting, Point
from bmw.meetings.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

View = TypeVar("View", bound=Callable[..., Any])


def accepts(largest: int) -> Callable[[View], View]:
    """Let a form bring a file larger than other forms; it is read before the step begins, so nobody waits for it."""

    def widen(view: View) -> View:
        @wraps(view)
        def receive(**values: Any) -> Any:
            request.max_content_length = largest
            request.files  # noqa: B018  # reading it takes the whole body in
            return view(**values)

        return receive  # type: ignore[return-value]  # same parameters

    return widen


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


@bp.route("/redaktion/treffen/<ref:reference>/dokument", methods=["GET", "POST"])
@accepts(documents.LARGEST + documents.FORM)
@allowed(rules.may_edit, on=queries.by_reference)
def upload(meeting: Meeting) -> ResponseReturnValue:
    """An editor adds the document."""
    form = DocumentForm.sent(title=meeting.document_title)
    if form.is_complete:
        name = documents.keep(form.content, folder_of(current.settings().files))
        service.attach(meeting, name, form.title.data or "")
        return see("meetings.page", reference=meeting)
    return page("meetings/document.html", form=form, meeting=meeting)


@bp.post("/redaktion/treffen/<ref:reference>/dokument/entfernen")
@allowed(rules.may_edit, on=queries.by_reference)
def detach(meeting: Meeting) -> ResponseReturnValue:
    """An editor takes the document off the page."""
    service.detach(meeting)
    return see("meetings.edit", reference=meeting)


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
