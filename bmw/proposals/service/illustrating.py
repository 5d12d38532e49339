"""The author puts pictures to a proposal, describes them, and takes them away."""

from datetime import datetime

from bmw.cases import service as cases
from bmw.cases.models import Kind
from bmw.media import service as media
from bmw.media.models import Picture
from bmw.media.plans import Description, KeptPicture
from bmw.proposals.models import Proposal
from bmw.proposals.service.writing import is_quiet
from bmw.proposals.states import State
from bmw.record.service import step
from bmw.record.words import Word


def illustrate(proposal: Proposal, kept: KeptPicture, said: Description, at: datetime) -> Picture:
    """A picture is put to a proposal; moderators look at it as they look at the text."""
    new = media.add(proposal, kept, said, at)
    _tell(proposal, at)
    return new


def redescribe(proposal: Proposal, picture: Picture, said: Description, place: int, at: datetime) -> None:
    """A picture is described anew, or gets another place."""
    before = (picture.alt, picture.language, picture.decorative)
    media.describe(picture, said)
    media.move(picture, place)
    if before != (picture.alt, picture.language, picture.decorative):
        _tell(proposal, at)


def unillustrate(proposal: Proposal, picture: Picture, at: datetime) -> None:
    """A picture is taken away."""
    media.remove(picture)
    _tell(proposal, at)


def _tell(proposal: Proposal, at: datetime) -> None:
    """Once somebody may have relied on it, the journey says that the pictures changed, and a moderator looks."""
    if proposal.state is State.DRAFT or is_quiet(proposal, at):
        return
    step(proposal, Word.PROPOSAL_ILLUSTRATED, at, by=proposal.author_id)
    if proposal.state is State.PUBLIC:
        cases.open_case(Kind.EDITED, proposal, at, from_id=proposal.author_id)
