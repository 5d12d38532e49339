"""The statement of reasons for whoever loses something."""

from datetime import datetime

from bmw.accounts.models import Person
from bmw.cases.models import REASONS, Case, Decision
from bmw.kernel.clock import in_words
from bmw.kernel.text import Sentence, _
from bmw.notifications.service import tell

SUBJECTS: dict[Decision, Sentence] = {
    Decision.HIDDEN: _("Your contribution was hidden"),
    Decision.HELD_BACK: _("Your contribution was not published"),
    Decision.MERGED: _("Your proposal was merged into a similar one"),
    Decision.RENAMED: _("Your name on this platform was set aside"),
}
SCOPES: dict[Decision, Sentence] = {
    Decision.HIDDEN: _(
        "Your text is hidden everywhere on this platform: on its page, in lists and in the search. "
        "In its place everybody reads a sentence with the day and the rule."
    ),
    Decision.HELD_BACK: _("Your text was not published. Nobody else has seen it but the moderators."),
    Decision.MERGED: _(
        "Your proposal does not stand in lists and in the search any more. Everybody can still read it under its "
        "address. Its supporters are counted with the other proposal, each person once."
    ),
    Decision.RENAMED: _(
        "The name under which you take part is not shown any more, on none of your contributions. In its place stands "
        "a neutral name until you choose another one in your profile. Your texts stay as they are."
    ),
}


def basis(case: Case) -> Sentence:
    """Whether a decision rests on a law or on the rules of the platform."""
    if case.is_by_law:
        return _("The decision rests on a law: %(law)s", law=case.law)
    return _("The decision rests on the rules of this platform, not on a law.")


def duration(case: Case) -> Sentence:
    """Since when and for how long something is restricted."""
    since = in_words(case.decided or case.opened)
    if case.ends is None:
        return _("Since %(moment)s, until it is lifted. It does not end by itself.", moment=since)
    return _(
        "Since %(moment)s, until further notice, at the latest until %(end)s. Then everybody sees it again by itself.",
        moment=since,
        end=in_words(case.ends),
    )


def ended(case: Case, author: Person, at: datetime) -> None:
    """The time is over for which something was hidden."""
    if case.record is None:
        return
    body = _(
        "It is your contribution %(reference)s: “%(title)s”.\n\n"
        "The time for which it was hidden is over. Everybody can read it again.",
        reference=case.record.reference,
        title=case.record.headline.text,
    )
    subject, once = _("Your contribution is visible again"), f"case-{case.id}-ended"
    tell(author, subject, body, at, endpoint="cases.object", case_id=case.id, dedupe=once)


def restricted(case: Case, author: Person, at: datetime) -> None:
    """The statement of reasons for the author of something held back, hidden or merged."""
    if case.rule is None or case.record is None or case.decision is None or case.objection_ends is None:
        return
    body = _(
        "It is your contribution %(reference)s: “%(title)s”.\n\n"
        "What is restricted: %(scope)s\n"
        "Since when and for how long: %(time)s\n"
        "The rule: %(rule)s %(basis)s\nThe facts: %(facts)s\n"
        "Who decided: a moderator. No machine found or decided anything.\n\n"
        "You can object until %(until)s. It costs nothing, and another moderator decides. "
        "Open the page below to do so. You can also write to the town or go to court.",
        reference=case.record.reference,
        title=case.record.headline.text,
        scope=SCOPES[case.decision],
        time=duration(case),
        rule=REASONS[case.rule],
        basis=basis(case),
        facts=case.facts,
        until=in_words(case.objection_ends),
    )
    once = f"case-{case.id}-reasons"
    tell(author, SUBJECTS[case.decision], body, at, endpoint="cases.object", case_id=case.id, dedupe=once)
