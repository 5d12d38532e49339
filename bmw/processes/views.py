"""The pages on which editors lead a process; people see it on its own page."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bmw.focus.queries import fields
from bmw.processes import queries, rules, service
from bmw.processes.forms import NewPhaseForm, NewProcessForm, PhaseForm, ProcessForm
from bmw.processes.models import Moderation, Phase, Process
from bmw.processes.schedule import timeline
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see
from bmw.votes.models import Kind

bp = Blueprint("processes", __name__, url_prefix="/<lang:lang>/redaktion/verfahren")


def _me() -> int:
    return current.who().id or 0


@bp.route("/neu", methods=["GET", "POST"])
@allowed(rules.is_editor)
def new() -> ResponseReturnValue:
    """An editor drafts a process."""
    usual = {"moderation": Moderation.BEFORE.value, "ballot_kind": Kind.SUPPORT.value}
    form = NewProcessForm.sent(offered=fields(), lang=current.lang(), **usual)
    if form.is_complete:
        return see("processes.edit", reference=service.create(form.about(), _me(), current.at()))
    return page("processes/new.html", form=form)


@bp.route("/<ref:reference>", methods=["GET", "POST"])
@allowed(rules.may_change, on=queries.by_reference)
def edit(process: Process) -> ResponseReturnValue:
    """An editor changes what is said about a process, and sees its schedule."""
    chosen = [str(field.id) for field in process.fields]
    form = ProcessForm.sent(process, offered=fields(), lang=current.lang(), subjects=chosen)
    if queries.has_votes(process):
        form.settle(process)
    if form.is_complete:
        service.change(process, form.about(), seen=form.version.seen)
        return see("processes.edit", reference=process)
    phases = timeline(process, current.at())
    return page("processes/edit.html", form=form, process=process, phases=phases, rules=rules)


@bp.route("/<ref:reference>/phasen/neu", methods=["GET", "POST"])
@allowed(rules.may_change, on=queries.by_reference)
def add_phase(process: Process) -> ResponseReturnValue:
    """An editor adds a phase to the schedule."""
    form = NewPhaseForm.sent(process=process)
    if form.is_complete:
        service.add_phase(process, form.planned(), _me(), current.at(), reason=form.reason_given)
        return see("processes.edit", reference=process, anchor="schedule")
    return page("processes/phase.html", form=form, process=process, phase=None)


@bp.route("/<ref:reference>/phasen/<int:phase_id>", methods=["GET", "POST"])
@allowed(rules.may_change_phase, on=queries.phase)
def phase(phase: Phase) -> ResponseReturnValue:
    """An editor changes a phase."""
    process = phase.process
    form = PhaseForm.sent(phase, process=process, phase=phase)
    if form.is_complete:
        service.change_phase(phase, form.planned(), _me(), current.at(), reason=form.reason_given)
        return see("processes.edit", reference=process, anchor="schedule")
    return page("processes/phase.html", form=form, process=process, phase=phase, rules=rules)


@bp.post("/<ref:reference>/phasen/<int:phase_id>/entfernen")
@allowed(rules.may_remove_phase, on=queries.phase)
def remove_phase(phase: Phase) -> ResponseReturnValue:
    """An editor takes a phase out of a draft."""
    process = phase.process
    service.remove_phase(phase)
    return see("processes.edit", reference=process, anchor="schedule")


@bp.post("/<ref:reference>/starten")
@allowed(rules.may_start, on=queries.by_reference)
def start(process: Process) -> ResponseReturnValue:
    """An editor starts a process."""
    service.start(process, _me(), current.at())
    return see("site.process", reference=process)


@bp.get("/<ref:reference>/archivieren")
@allowed(rules.may_change, on=queries.by_reference)
def ending(process: Process) -> ResponseReturnValue:
    """An editor reads what archiving means before they do it."""
    return page("processes/archive.html", process=process, rules=rules)


@bp.post("/<ref:reference>/archivieren")
@allowed(rules.may_archive, on=queries.by_reference)
def archive(process: Process) -> ResponseReturnValue:
    """An editor archives a process."""
    service.archive(process, _me(), current.at())
    return see("site.process", reference=process)
