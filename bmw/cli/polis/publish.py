"""The last step of an import: everybody sees all of it at once, and the desk what was held back."""

from typing import cast

from sqlalchemy import Table, insert, select, update

from bmw.cases.models import Case, Kind
from bmw.cli.polis.order import Order
from bmw.kernel.database import db
from bmw.kernel.states import advance
from bmw.lookup import service as lookup
from bmw.processes.models import NEXT, Process
from bmw.processes.models import State as ProcessState
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.record.models import Record
from bmw.record.service import step
from bmw.record.words import Word

PROPOSAL = cast(Table, Proposal.__table__)
RECORD = cast(Table, Record.__table__)


def publish(order: Order) -> None:
    """Open the process with all its proposals; what was held back stands on the desk as decided."""
    process = db.scalars(select(Process).where(Process.imported_from == order.conversation.key)).one()
    if process.state is not ProcessState.DRAFT:
        return
    waits = (PROPOSAL.c.process_id == process.id, PROPOSAL.c.state == State.DRAFT)
    db.execute(update(PROPOSAL).where(*waits).values(state=State.PUBLIC))
    _open_cases(process.id)
    process.state = advance(process.state, ProcessState.RUNNING, NEXT)
    step(process, Word.PROCESS_STARTED, order.at)
    lookup.put(process, process.language, process.title, process.summary)


def _open_cases(process_id: int) -> None:
    """What nobody has judged yet waits on the desk."""
    found = select(RECORD.c.id, RECORD.c.created, PROPOSAL.c.author_id).join(PROPOSAL, PROPOSAL.c.id == RECORD.c.id)
    found = found.where(PROPOSAL.c.process_id == process_id, PROPOSAL.c.state == State.SUBMITTED)
    cases = [
        {"kind": Kind.SUBMITTED, "record_id": row.id, "opened": row.created, "from_id": row.author_id}
        for row in db.execute(found.order_by(RECORD.c.id))
    ]
    if cases:
        db.execute(insert(Case), cases)
