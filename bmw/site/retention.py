"""How long the rows of each table stay, and why: the page about privacy and `bmw tidy` both read it here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bmw.accounts.factors.service import forget_past as clear_factors
from bmw.accounts.service import forget_past as clear_sessions
from bmw.cases.service import forget_past as clear_letters
from bmw.kernel.clock import TOWN_ZONE
from bmw.kernel.database import transaction
from bmw.kernel.limits import forget_past as clear_limits
from bmw.kernel.rebuilding import rebuild
from bmw.kernel.text import Sentence, _
from bmw.notifications.service import forget_past as clear_messages
from bmw.offices.service import forget_past as clear_invitations
from bmw.offices.service import forget_watched as clear_watched
from bmw.site.service import forget_past as clear_leaving
from bmw.ui.once import forget_past as clear_forms


@dataclass(frozen=True)
class Keeping:
    """Some tables, in words for everybody; `clear` takes away what has run out, none where a deed does."""

    what: Sentence
    tables: tuple[str, ...]
    how_long: Sentence
    why: Sentence
    clear: Callable[[datetime], object] | None = None
    of_people: bool = True


KEPT = (
    Keeping(
        _("Account: address, name, language, offices"),
        ("person", "appointment"),
        _("until you delete it"),
        _("so that you can sign in and we can write to you"),
    ),
    Keeping(
        _("Sessions"),
        ("browser_session",),
        _("30 days at most, 12 hours for people with an office"),
        _("so that you need not sign in for every page"),
        clear_sessions,
    ),
    Keeping(
        _("Mails for signing in"),
        ("sign_in",),
        _("a code works for 15 minutes, an invitation for 7 days; a day later nothing is left of either"),
        _("so that only whoever reads the mail gets in"),
        clear_sessions,
    ),
    Keeping(
        _("Second factors: passkeys, codes of an app, recovery codes"),
        ("factor", "recovery_code"),
        _("until you remove them or delete your account"),
        _("so that an office only works for whoever holds it"),
    ),
    Keeping(
        _("Setting up or using a second factor, and help after a loss"),
        ("factor_pending", "factor_reset"),
        _("an unfinished step 15 minutes at most, a request for help one year after it ended"),
        _("so that nobody gets in with the office of somebody else"),
        clear_factors,
    ),
    Keeping(
        _("Changes of offices"),
        ("office_change", "office_ruling"),
        _("for good, after the account is deleted without a name"),
        _("so that it stays known who could decide, and that two people agreed"),
    ),
    Keeping(
        _("Notes that somebody looked over the accessibility statement or reported it"),
        ("statement_step",),
        _("for good, after the account is deleted without a name"),
        _("because the law asks the town to do both"),
    ),
    Keeping(
        _("Addresses for invitations that wait for a second person"),
        ("office_invitee",),
        _("seven days at most"),
        _("so that the invitation goes to the right address"),
        clear_invitations,
    ),
    Keeping(
        _("Looks at who wrote something, and tables that were taken along"),
        ("identity_look", "export"),
        _("three years; that somebody looked, when and why in a word, for good"),
        _("so that those who can look at more than others answer for it"),
        clear_watched,
    ),
    Keeping(
        _("The code for deleting your account"),
        ("leaving",),
        _("15 minutes"),
        _("so that nobody else deletes your account"),
        clear_leaving,
    ),
    Keeping(
        _("Messages"),
        ("message",),
        _("one year; the text of mails for signing in only until they are sent"),
        _("so that you can read again what we told you"),
        clear_messages,
    ),
    Keeping(
        _("Counted tries, network addresses"),
        ("limit_window",),
        _("one day at most, as a checksum; of a network address only the shortened form goes into it, from the start"),
        _("so that nobody tries codes or floods the platform"),
        clear_limits,
    ),
    Keeping(
        _("Forms that were sent"),
        ("form_nonce",),
        _("one day"),
        _("so that a form sent twice counts once"),
        clear_forms,
    ),
    Keeping(
        _("Proposals and comments"),
        ("proposal", "edition", "comment", "thread"),
        _("as long as the process and its results should be traceable, then we offer them to the archive"),
        _("so that everybody can follow what became of each sentence"),
    ),
    Keeping(
        _("Pictures with their descriptions"),
        ("picture",),
        _("as long as the text they belong to; with it they are gone at once"),
        _("so that others see what is meant, and hear it where they cannot see"),
    ),
    Keeping(
        _("Votes"),
        ("vote", "ballot", "register"),
        _("your own until you take them back or the process is archived, then only as counted votes of nobody"),
        _("so that everybody counts once and every sum can be counted again"),
    ),
    Keeping(
        _("Answers in surveys"),
        ("sheet", "free_text"),
        _("your own until you take them back or the survey closes, then only as counted answers"),
        _("so that results can be counted again"),
    ),
    Keeping(
        _("Reports, objections and messages to the town"),
        ("case",),
        _("words and sender one year after the decision; rule and decision stay"),
        _("so that every decision can be looked at again"),
        clear_letters,
    ),
    Keeping(
        _("Opinions of the advisory board"),
        ("opinion", "score", "review", "correction", "conclusion"),
        _("for good, after the account is deleted without a name"),
        _("because a conclusion rests on them"),
    ),
    Keeping(
        _("The journey of each contribution"),
        ("record", "record_counter", "step", "step_behind", "link", "seal"),
        _("for good; who did a step is forgotten with the account"),
        _("so that the chain from a sentence to a measure never breaks"),
    ),
    Keeping(
        _("What you follow"),
        ("follow",),
        _("until you no longer follow it or delete your account"),
        _("so that we can tell you what became of it"),
    ),
    Keeping(
        _("Texts and numbers of the town, without people"),
        (
            *("page_text", "field", "district", "criterion", "process", "process_field", "phase", "schedule_change"),
            *("meeting", "meeting_move", "point", "document", "survey", "question", "option", "imported_total"),
            *(
                "finding",
                "evidence",
                "measure",
                "milestone",
                "measure_change",
                "decision",
                "earlier_answer",
                "text_block",
                "restoration",
            ),
        ),
        _("for good"),
        _("because they are the memory of the town"),
        of_people=False,
    ),
)
AT_NIGHT = 3


def clear_away(at: datetime) -> None:
    """Nothing is kept longer than the page about privacy says."""
    for clear in dict.fromkeys(each.clear for each in KEPT if each.clear):
        with transaction():
            clear(at)
    if at.astimezone(TOWN_ZONE).hour == AT_NIGHT:
        rebuild()


def in_words() -> str:
    """The list as the page about privacy shows it, in the language of whoever reads (Markdown)."""
    return "\n".join(f"- **{each.what}**: {each.how_long}, {each.why}." for each in KEPT)
