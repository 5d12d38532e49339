"""What each room knows about people: how it is told to them, and how it is forgotten.

A house test walks every table. Whoever adds a column about people meets it there and registers the column here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bmw.accounts import queries as accounts
from bmw.accounts.factors import queries as factors
from bmw.accounts.factors.service import forget as forget_factors
from bmw.accounts.models import Person
from bmw.accounts.service import forget as forget_account
from bmw.board import queries as board
from bmw.board.service import forget as forget_opinions
from bmw.cases import queries as cases
from bmw.cases.service import forget as forget_letters
from bmw.comments import queries as comments
from bmw.comments.service import forget as forget_comments
from bmw.notifications import queries as notifications
from bmw.notifications.service import forget as forget_messages
from bmw.offices import queries as offices
from bmw.offices.service import forget as forget_invitations
from bmw.proposals import queries as proposals
from bmw.proposals.service import forget as forget_proposals
from bmw.record import queries as record
from bmw.record.service import forget as forget_steps
from bmw.surveys import queries as surveys
from bmw.surveys.service import forget as forget_answers
from bmw.votes.service import forget as forget_votes

Told = Mapping[str, Any]
"""Kind of data → rows, or one row: plain values, enums and moments."""


@dataclass(frozen=True)
class Room:
    """One room: `of` tells everything, `forget` forgets it; the columns are `table.column`."""

    name: str
    of: Callable[[Person, datetime], Told] | None
    forget: Callable[[Person, datetime], object]
    tells: tuple[str, ...]
    forgets: tuple[str, ...]


ROOMS = (
    Room(
        "surveys",
        surveys.of,
        forget_answers,
        ("sheet.answers",),
        ("sheet.answers", "sheet.voter_key", "free_text.text"),
    ),
    Room("votes", None, forget_votes, ("vote.choice",), ("vote.voter_key", "vote.choice")),
    Room(
        "comments",
        comments.of,
        forget_comments,
        ("comment.author_id", "comment.body"),
        ("comment.body",),
    ),
    Room(
        "proposals",
        proposals.of,
        forget_proposals,
        ("proposal.author_id", "proposal.title", "proposal.body", "edition.title", "edition.body", "picture.alt"),
        (
            *("proposal.title", "proposal.body", "proposal.imported_from", "edition.title", "edition.body"),
            *("picture.alt", "picture.name"),
        ),
    ),
    Room(
        "board",
        board.of,
        forget_opinions,
        ("opinion.member_id", "opinion.text", "opinion.conflict", "score.member_id", "correction.by_id"),
        ("opinion.conflict",),
    ),
    Room(
        "cases",
        cases.of,
        forget_letters,
        ("case.from_id", "case.text", "case.quote", "case.path", "case.facts"),
        (
            *("case.from_id", "case.text", "case.quote", "case.path", "case.contact", "case.code"),
            *("case.taken_id", "case.facts"),
        ),
    ),
    Room(
        "record",
        record.of,
        forget_steps,
        ("follow.person_id", "step_behind.person_id"),
        ("follow.person_id", "step_behind.person_id", "step_behind.salt", "step_behind.note"),
    ),
    Room(
        "notifications",
        notifications.of,
        forget_messages,
        ("message.person_id", "message.subject", "message.body", "message.path"),
        ("message.person_id", "message.address", "message.subject", "message.body", "message.path", "message.dedupe"),
    ),
    Room(
        "offices",
        offices.of,
        forget_invitations,
        ("office_change.person_id", "office_invitee.address", "identity_look.person_id"),
        ("office_invitee.address",),
    ),
    Room(
        "factors",
        factors.of,
        forget_factors,
        ("factor.person_id", "factor.name", "recovery_code.person_id", "factor_reset.person_id"),
        (
            *("factor.person_id", "factor.name", "factor.key_id", "factor.material"),
            *("recovery_code.person_id", "recovery_code.code_hash", "factor_pending.session_hash"),
            *("factor_pending.value", "factor_reset.person_id", "factor_reset.approved_id"),
        ),
    ),
    Room(
        "accounts",
        accounts.of,
        forget_account,
        (
            *("person.id", "person.address", "person.pseudonym", "person.imported_from"),
            *("appointment.person_id", "browser_session.person_id", "browser_session.device"),
            *("browser_session.confirmed_by", "sign_in.address", "sign_in.next_path"),
        ),
        (
            *("person.address", "person.pseudonym", "person.skeleton", "person.voter_id", "person.imported_from"),
            "person.barred",
            *("appointment.person_id", "browser_session.person_id", "browser_session.token_hash"),
            *(
                "browser_session.device",
                "browser_session.confirmed_by",
                "sign_in.address",
                "sign_in.next_path",
                "sign_in.link_hash",
            ),
            *("sign_in.code_hash", "sign_in.start_hash", "sign_in.by_id", "limit_window.key"),
        ),
    ),
)
"""In this order somebody is forgotten: whoever needs the voter id or the address comes before the account itself."""

NOT_TOLD: Mapping[str, str] = {
    "appointment.by_id": "Says who gave an office to somebody else; that is the other person's data.",
    "browser_session.token_hash": "The hash of a secret; the secret lies in the browser itself.",
    "case.code": "The secret address of a receipt; it stands in the message that you got.",
    "case.contact": "Only guests leave one, and guests have no account that could ask.",
    "case.decided_id": "Decisions are the office's; those about contributions stand under `steps`.",
    "case.named_id": "That your name was set aside; the statement of reasons stands under `proposals`.",
    "case.taken_id": "Who looks after a case is an office's work, and it is forgotten with the account.",
    "correction.decided_id": "That somebody confirmed a correction is an office's work, not data about them.",
    "export.by_id": "Which tables somebody took along is an office's work, kept for the administrators.",
    "factor.key_id": "The number by which a device finds its own passkey; the device knows it.",
    "factor.material": "A public key, or the sealed secret of an app that the app itself knows.",
    "factor_pending.session_hash": "The hash of a secret; the secret lies in the browser itself.",
    "factor_pending.value": "What a browser is in the middle of; gone after 15 minutes at most.",
    "factor_reset.approved_id": "Says who vouched for somebody else; that is the other person's data.",
    "form_nonce.key": "A hash that names nobody, for a day, so that a form sent twice counts once.",
    "form_nonce.location": "The page a form led to; nobody can tell whose form it was.",
    "free_text.text": "Published words that stand apart from all people; your own stand under `survey_answers`.",
    "identity_look.holder_id": "Who was looked up is the other person's data; it tells them when and why.",
    "identity_look.note": "It may name other people or a case of an authority; you are told when and for which reason.",
    "leaving.code_hash": "The hash of a code that works for 15 minutes; the code lies in the mail.",
    "leaving.person_id": "It lives for 15 minutes while somebody is deleting the account.",
    "leaving.salt": "Belongs to the hash of that code and says nothing by itself.",
    "limit_window.key": "A hash; the counts that can still be found by the address stand under `limits`.",
    "message.address": "The address of the account itself, and only until the mail is sent.",
    "message.dedupe": "A technical mark, so that nobody is told the same thing twice.",
    "office_change.by_id": "What an administrator proposed about somebody else is that person's data.",
    "office_ruling.by_id": "What an administrator confirmed about somebody else is that person's data.",
    "person.barred": "A name of yours that was set aside; its statement of reasons stands under `proposals`.",
    "person.skeleton": "The name once more, as the eye sees it; it is made from the name.",
    "person.voter_id": "A random secret; whoever knows it and a register could find votes. The votes are told.",
    "picture.name": "The name of a file that nobody can guess; the picture itself stands on the page of the text.",
    "proposal.imported_from": "Only proposals taken over from elsewhere have one; their authors have no account.",
    "recovery_code.code_hash": "An unreadable hash; the codes themselves are on your own paper.",
    "review.concluded_id": "The conclusion is the board's; that you signed it stands under `steps`.",
    "sheet.voter_key": "A key made from a secret; the answers that it finds are told.",
    "sign_in.by_id": "An invitation carries somebody else's address and runs out after days.",
    "sign_in.code_hash": "The hash of a code; the code lies in the mail.",
    "sign_in.link_hash": "The hash of a link; the link lies in the mail.",
    "sign_in.start_hash": "The hash of a secret that lies in the browser itself.",
    "statement_step.by_id": "Who looked over the accessibility statement is an office's work, not data about them.",
    "step_behind.note": "A word for the town hall about what was done, such as the new status of a measure.",
    "step_behind.salt": "Random; without it the public step says nothing about anybody.",
    "vote.voter_key": "A key made from a secret; the votes that it finds are told.",
}
"""What is about a person and is not in their copy, with the reason."""

NOT_FORGOTTEN: Mapping[str, str] = {
    "appointment.by_id": "Who gave an office must stay known; the number leads to a person without a name.",
    "case.decided_id": "Another moderator must decide an objection; the number leads to a person without a name.",
    "case.named_id": "That a name was set aside stays countable; the number leads to a person without a name.",
    "comment.author_id": "Comments of one former member belong together; the number leads to a person without a name.",
    "correction.by_id": "Who proposed to correct a conclusion; the number leads to a person without a name.",
    "correction.decided_id": "Who confirmed a correction; the number leads to a person without a name.",
    "export.by_id": "Who took a table along must stay known for three years; it leads to a person without a name.",
    "form_nonce.key": "A hash that names nobody; gone after a day.",
    "form_nonce.location": "An address without words of a title; gone after a day.",
    "identity_look.holder_id": "Whoever looked must answer for it; the number leads to a person without a name.",
    "identity_look.note": "Why somebody looked must stay checkable for three years, also after the person has left.",
    "identity_look.person_id": "A look must stay checkable; the number leads to a person without a name.",
    "leaving.code_hash": "Deleted in the very step that it confirms.",
    "leaving.person_id": "Deleted in the very step that it confirms.",
    "leaving.salt": "Deleted in the very step that it confirms.",
    "office_change.by_id": "Two people change an office and must stay known; it leads to a person without a name.",
    "office_change.person_id": "Who could decide when must stay known; the number leads to a person without a name.",
    "office_ruling.by_id": "Two people change an office and must stay known; it leads to a person without a name.",
    "opinion.member_id": "Counted opinions of the board stay; the number leads to a person without a name.",
    "opinion.text": "An opinion that led to a conclusion is an act of the board and stays, without a name.",
    "person.id": "The number keeps contributions, steps and decisions together; it leads to no name any more.",
    "proposal.author_id": "Proposals of one former member belong together; it leads to a person without a name.",
    "review.concluded_id": "Who signed a conclusion; the number leads to a person without a name.",
    "score.member_id": "Counted scores of the board stay; the number leads to a person without a name.",
    "statement_step.by_id": "Who looked over the statement must stay known; it leads to a person without a name.",
}
"""What stays although it was about a person, with the reason."""

NOT_PERSONAL: Mapping[str, str] = {
    "case.law": "The name of a law that a decision rests on.",
    "case.language": "The language in which somebody wanted to be answered; alone it names nobody.",
    "conclusion.changes": "The board's own words to everybody.",
    "conclusion.dissent": "The board's own words to everybody; it names no member.",
    "conclusion.reasons": "The board's own words to everybody.",
    "correction.changes": "The board's own words to everybody.",
    "correction.dissent": "The board's own words to everybody; it names no member.",
    "correction.reasons": "The board's own words to everybody.",
    "correction.why": "The board's own words to everybody.",
    "edition.language": "The language of a text.",
    "export.about": "The public number of a survey.",
    "export.what": "The name of a table.",
    "message.language": "The language of a message; the message itself is told and forgotten.",
    "person.language": "One of eleven languages; told with the account, put back to German when it is deleted.",
    "picture.language": "The language of a description.",
    "proposal.answer": "The town's own words to everybody.",
    "proposal.answer_language": "The language of a text.",
    "proposal.answer_unit": "The part of the town hall that answers; it names no person.",
    "proposal.reason": "The town's own words to everybody.",
    "record.kind": "A word for a sort of thing.",
    "record.language": "The language of a text.",
    "record.reference": "The public number of a thing.",
    "record_counter.kind": "A word for a sort of thing.",
    "register.secret": "A random secret of a process; destroyed when it is archived.",
    "review.changes": "The board's own words to everybody.",
    "review.dissent": "The board's own words to everybody; it names no member.",
    "review.reasons": "The board's own words to everybody.",
    "sign_in.language": "One of eleven languages; the mail itself is told and forgotten.",
    "seal.digest": "A hash over hashes of steps; it says nothing about any of them.",
    "statement_step.digest": "A hash over the town's own statement to everybody.",
    "step.digest": "A hash over salt and content; without the salt it says nothing.",
    "vote.channel": "How a vote came in: on the web or on paper.",
}
"""Words and bytes in tables of people that are not about one of them, with the reason."""
