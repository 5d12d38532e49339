"""Bundling contributions into a finding, and handing it to the advisory board."""

from collections.abc import Sequence

from flask import abort, request
from flask.typing import ResponseReturnValue

from bmw.board.queries import of_finding
from bmw.findings import queries as findings
from bmw.findings import rules as papers
from bmw.findings import service
from bmw.findings.models import Finding
from bmw.focus.models import Field
from bmw.focus.queries import by_slug, fields
from bmw.moderation import queries, rules, words
from bmw.moderation.forms import BundleForm, FindingForm
from bmw.moderation.service import hand_over as hand_to_board
from bmw.moderation.views.door import bp, me
from bmw.processes.models import Process
from bmw.processes.queries import by_reference as process_of
from bmw.processes.queries import public
from bmw.record.models import Record
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.route("/ergebnisse", methods=["GET", "POST"])
@allowed(rules.is_moderator)
def bundle() -> ResponseReturnValue:
    """A moderator chooses contributions, most supported first, and says in a few sentences what they say."""
    process, field = process_of(request.args.get("verfahren", "")[:20]), by_slug(request.args.get("feld", "")[:60])
    if process is None or field is None:
        return _begin()
    ticked = queries.sources(process, field, _numbers(request.values.getlist("quelle")))
    if request.method == "GET" and not (ticked and request.args.get("weiter")):
        return _choose(process, field, ticked)
    return _word(process, field, ticked)


def _numbers(typed: Sequence[str]) -> list[int]:
    return [int(each) for each in typed if each.isascii() and each.isdecimal() and len(each) < 19]


def _begin() -> ResponseReturnValue:
    handed = findings.by_reference(request.args.get("ergebnis", "")[:20])
    return page(
        "moderation/bundle_begin.html",
        processes=public(),
        fields=fields(),
        drafts=findings.drafts(),
        done=words.said(request.args.get("entschieden", "")),
        handed=handed,
        review=of_finding(handed) if handed and handed.is_public else None,
    )


def _choose(process: Process, field: Field, ticked: Sequence[Record]) -> ResponseReturnValue:
    search = request.args.get("suche", "").strip()[:200]
    chosen = {each.id for each in ticked}
    found = [each for each in queries.proposals_to_bundle(process, field, search) if each.id not in chosen]
    return page(
        "moderation/bundle_choose.html",
        process=process,
        field=field,
        ticked=ticked,
        found=found,
        search=search,
        surveys=[each for each in queries.surveys_to_bundle(process, field) if each.id not in chosen],
        points=[each for each in queries.points_to_bundle(process, field) if each.id not in chosen],
        missing=bool(request.args.get("weiter")),
    )


def _word(process: Process, field: Field, ticked: Sequence[Record]) -> ResponseReturnValue:
    form = BundleForm.sent()
    form.quelle.choices, form.quelle.data = [], [each.id for each in ticked]
    if form.is_complete:
        finding = service.bundle(process, field, sources=ticked, by=me(), at=current.at(), **form.words())
        return see("moderation.finding", reference=finding)
    return page("moderation/bundle.html", form=form, process=process, field=field, ticked=ticked)


@bp.route("/ergebnisse/<ref:reference>", methods=["GET", "POST"])
@allowed(papers.may_change, on=findings.by_reference)
def finding(finding: Finding) -> ResponseReturnValue:
    """A draft: its words, its sources with their frozen numbers, and how people will read it."""
    form = FindingForm.sent(finding)
    if form.is_complete:
        service.change(finding, by=me(), at=current.at(), **form.words())
        return see("moderation.finding", reference=finding, entschieden="gespeichert")
    return page(
        "moderation/finding.html",
        form=form,
        finding=finding,
        papers=papers,
        others=_others(finding),
        changed_numbers=findings.changed_numbers,
        done=words.said(request.args.get("entschieden", "")),
    )


def _others(finding: Finding) -> list[Record]:
    """What could be a source as well."""
    used = {each.record_id for each in finding.evidence}
    search = request.args.get("suche", "").strip()[:200]
    near = queries.proposals_to_bundle(finding.process, finding.field, search)[:20]
    surveys = queries.surveys_to_bundle(finding.process, finding.field)
    points = queries.points_to_bundle(finding.process, finding.field)
    return [each for each in (*near, *surveys, *points) if each.id not in used]


@bp.post("/ergebnisse/<ref:reference>/quellen")
@allowed(papers.may_change, on=findings.by_reference)
def source(finding: Finding) -> ResponseReturnValue:
    """A contribution is added to a draft, or taken out of it."""
    ids = _numbers(request.form.getlist("quelle"))
    if request.form.get("wanted") == "no":
        for each in [each.record for each in finding.evidence if each.record_id in ids]:
            service.remove_source(finding, each, me(), current.at())
    else:
        found = queries.sources(finding.process, finding.field, ids)
        for each in found or abort(400):
            service.add_source(finding, each, me(), current.at())
    return see("moderation.finding", anchor="quellen", reference=finding)


@bp.post("/ergebnisse/<ref:reference>/uebergeben")
@allowed(papers.may_hand_over, on=findings.by_reference)
def hand_over(finding: Finding) -> ResponseReturnValue:
    """A finding goes to the advisory board."""
    hand_to_board(finding, me(), current.at())
    return see("moderation.bundle", entschieden="uebergeben", ergebnis=finding.reference)
