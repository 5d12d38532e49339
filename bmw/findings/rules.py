"""Who may see, write and hand over findings."""

from datetime import datetime

from bmw.accounts.models import Office
from bmw.findings.models import Finding
from bmw.findings.states import State
from bmw.kernel.rules import YES, Answer, Who, holds, no, rule
from bmw.kernel.text import _

is_moderator = holds(Office.MODERATOR)


@rule
def may_see(who: Who, finding: Finding, at: datetime) -> Answer:
    """Everybody may see a finding that lies with the board; a draft is the moderators' paper."""
    if finding.is_public or Office.MODERATOR in who.offices:
        return YES
    return no(
        _("The moderators are still writing this finding. You can read it here as soon as the advisory board has it."),
        sign_in=not who.is_authenticated,
    )


@rule
def is_draft(who: Who, finding: Finding, at: datetime) -> Answer:
    """A finding can be changed until it is handed to the board."""
    if finding.state is State.DRAFT:
        return YES
    return no(_("This finding was already handed to the advisory board. It can no longer be changed."))


@rule
def has_sources(who: Who, finding: Finding, at: datetime) -> Answer:
    """Only a finding with sources can go to the board."""
    if finding.evidence:
        return YES
    return no(_("This finding has no sources yet. Please add at least one contribution."))


may_change = is_moderator & is_draft
may_hand_over = is_moderator & is_draft & has_sources
