"""Editors plan meetings."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from bmw.focus.queries import fields
from bmw.media import queries as media
from bmw.meetings import queries, rules, service
from bmw.meetings.forms import MeetingForm, NewMeetingForm
from bmw.meetings.models import Meeting
from bmw.meetings.views.blueprint import bp
from bmw.processes.queries import not_archived
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.get("/redaktion/treffen")
@allowed(rules.is_editor)
def index() -> ResponseReturnValue:
    """Editors see every meeting."""
    return page("meetings/index.html", meetings=queries.all_of_them())


@bp.route("/redaktion/treffen/neu", methods=["GET", "POST"])
@allowed(rules.is_editor)
def new() -> ResponseReturnValue:
    """An editor announces a meeting of a participation process."""
    named = request.args.get("verfahren", "")
    form = NewMeetingForm.sent(processes=not_archived(), offered=fields(), lang=current.lang(), belongs=named)
    if form.is_complete:
        meeting = service.plan(form.chosen(), form.about(), current.who().id or 0, current.at())
        return see("meetings.edit", reference=meeting)
    return page("meetings/new.html", form=form)


@bp.route("/redaktion/treffen/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference)
def edit(meeting: Meeting) -> ResponseReturnValue:
    """An editor changes what, where and when."""
    form = MeetingForm.sent(meeting, offered=fields(), lang=current.lang(), subject=str(meeting.field_id or ""))
    form.before = meeting.starts
    if form.is_complete:
        seen, reason, by = form.version.seen, form["reason"].data or "", current.who().id or 0
        service.change(meeting, form.about(), by, current.at(), seen=seen, reason=reason)
        return see("meetings.edit", reference=meeting)
    files: dict[str, Any] = {"pictures": media.how_many(meeting), "document": media.document_of(meeting)}
    return page("meetings/edit.html", form=form, meeting=meeting, rules=rules, **files)
