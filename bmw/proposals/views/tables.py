"""The public proposals of a process as a table, so that anybody can check every number."""

from flask import Response

from bmw.kernel.text import Sentence, _
from bmw.processes.models import Process
from bmw.processes.queries import by_reference as process_of
from bmw.processes.rules import may_see
from bmw.proposals import queries
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.proposals.views.blueprint import bp
from bmw.ui import csv
from bmw.ui.access import allowed
from bmw.votes.models import Choice
from bmw.votes.queries import totals

ORDER = (Choice.AGREE, Choice.DISAGREE, Choice.PASS)
HEAD: dict[str, Sentence] = {
    "reference": _("Number"),
    "title": _("Title"),
    "language": _("Language"),
    "state": _("State"),
    **{choice.name.lower(): choice.words for choice in ORDER},
    "imported_agree": _("Agree, counted elsewhere"),
    "imported_disagree": _("Disagree, counted elsewhere"),
    "imported_pass": _("Undecided, counted elsewhere"),
    "imported_source": _("Source of the numbers counted elsewhere"),
    "merged_into": _("Went into number"),
}
STATES: dict[State, Sentence] = {State.PUBLIC: _("Public"), State.MERGED: _("Merged with a similar one")}


@bp.get("/tabelle/<ref:reference>")
@allowed(may_see, on=process_of)
def table(process: Process) -> Response:
    """Anybody takes the public proposals of a process along, with every count."""
    found = queries.in_order(process, part=csv.part(), size=csv.MOST)
    return csv.download(f"{_('Proposals')} {process.reference}", HEAD, map(_row, found))


def _row(proposal: Proposal) -> csv.Row:
    stands = totals(proposal.ballot)
    return [
        proposal.reference,
        proposal.title,
        proposal.language,
        csv.Named(proposal.state.value, STATES[proposal.state]),
        *(stands.counted[choice] for choice in ORDER),
        *(stands.imported[choice] for choice in ORDER),
        stands.source,
        proposal.into.reference if proposal.into else None,
    ]
