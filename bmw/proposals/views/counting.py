"""Counting again: every vote on a proposal as a receipt and as a ballot paper, to be looked up and to take along."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from bmw.kernel.text import Sentence, _
from bmw.processes.models import Process
from bmw.processes.queries import by_reference as process_of
from bmw.processes.rules import may_see
from bmw.proposals import queries, rules
from bmw.proposals.models import Proposal
from bmw.proposals.views.blueprint import bp, person
from bmw.ui import csv
from bmw.ui.access import allowed
from bmw.ui.pages import page
from bmw.votes import receipts
from bmw.votes.models import COUNTED, Choice

AT_ONCE = 500
"""Proposals of one file; fewer, if their votes already fill it."""
HEAD: dict[str, Sentence] = {
    "reference": _("Number of the proposal"),
    "kind": _("Receipt or ballot paper"),
    "code": _("Code"),
    "choice": _("Choice"),
}
RECEIPT, PAPER = csv.Named("receipt", _("Receipt")), csv.Named("paper", _("Ballot paper"))


class Found(NamedTuple):
    """What somebody looked for, and what lies in the box under this code."""

    code: str
    is_receipt: bool
    choice: Choice | None


@bp.get("/<ref:reference>/nachzaehlen")
@allowed(rules.may_count, on=queries.by_reference)
def count(proposal: Proposal) -> ResponseReturnValue:
    """Somebody looks whether their vote is in, or how many there are."""
    box, me = receipts.box(proposal.ballot), person()
    typed = request.args.get("beleg", "")[:60].strip()
    code = receipts.spelled(typed)
    found = Found(code, code in set(box.receipts), box.papers.get(code)) if typed else None
    own = receipts.own(proposal.ballot, me.voter_id) if me else None
    return page("proposals/count.html", proposal=proposal, box=box, own=own, typed=typed, found=found, choices=Choice)


@bp.get("/stimmen/<ref:reference>")
@allowed(may_see, on=process_of)
def votes(process: Process) -> Response:
    """Anybody takes every vote of a process along; the answer names where the next part is (`Link`, RFC 8288)."""
    found = queries.from_on(process, request.args.get("ab", "")[:16], AT_ONCE + 1)
    boxes = receipts.boxes(each.ballot for each in found[:AT_ONCE])
    rows: list[csv.Row] = []
    for proposal in found:
        if proposal.ballot_id not in boxes or len(rows) >= csv.MOST:
            return _with_next(_file(process, rows), process, proposal)
        rows.extend(_rows(proposal, boxes[proposal.ballot_id]))
    return _file(process, rows)


def _rows(proposal: Proposal, box: receipts.Box) -> Iterator[csv.Row]:
    for code in box.receipts:
        yield proposal.reference, RECEIPT, code, None
    for code, choice in box.papers.items():
        yield proposal.reference, PAPER, code, csv.Named(COUNTED[choice], choice.words)


def _file(process: Process, rows: list[csv.Row]) -> Response:
    return csv.download(f"{_('Votes')} {process.reference}", HEAD, rows, most=len(rows))


def _with_next(answer: Response, process: Process, proposal: Proposal) -> Response:
    form = request.args.get("form") or None
    where = url_for("proposals.votes", reference=process, ab=proposal.reference, form=form)
    answer.headers["Link"] = f'<{where}>; rel="next"'
    return answer
