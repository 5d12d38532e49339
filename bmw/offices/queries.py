"""What waits for a second person, what was done, who looked at whom, what was taken along."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, extract, func, or_, select
from sqlalchemy.orm import joinedload

from bmw.accounts.models import Office, Person
from bmw.accounts.queries import holder_by_id
from bmw.accounts.titles import TITLES
from bmw.kernel.database import db
from bmw.kernel.text import Sentence, _
from bmw.offices.models import (
    SILENCE,
    WHYS,
    Act,
    Export,
    Invitee,
    Look,
    OfficeChange,
    PublicLine,
    Reason,
    Ruling,
    Wanted,
    Why,
)
from bmw.record.models import Record
from bmw.record.queries import accompany
from bmw.record.queries import by_reference as record_of
from bmw.ui.paging import Page, keyset

PLANNED: dict[Act, Any] = {
    Act.GIVE: lambda office: _("Give the office: %(office)s", office=office),
    Act.TAKE: lambda office: _("Take the office: %(office)s", office=office),
    Act.INVITE: lambda office: _("Invitation to the office: %(office)s", office=office),
}
DONE: dict[Act, Any] = {
    Act.GIVE: lambda office: _("Office given: %(office)s", office=office),
    Act.TAKE: lambda office: _("Office taken: %(office)s", office=office),
    Act.INVITE: lambda office: _("Invitation to the office: %(office)s", office=office),
}


def said(change: OfficeChange) -> Sentence:
    """What a change does, whether or not it is confirmed, in words without a name."""
    words: Sentence = PLANNED[change.act](TITLES[change.office])
    return words


def _done(change: OfficeChange) -> Sentence:
    words: Sentence = DONE[change.act](TITLES[change.office])
    return words


def ending(person_id: int, office: str) -> Wanted | None:
    """The end of an office that somebody holds."""
    person = holder_by_id(person_id)
    return Wanted(Act.TAKE, Office(office), person) if person and office in person.held else None


def change(change_id: int) -> OfficeChange | None:
    """One proposed change."""
    wanted = select(OfficeChange).where(OfficeChange.id == change_id)
    return db.scalars(wanted.options(joinedload(OfficeChange.person))).unique().one_or_none()


def open_changes(at: datetime) -> Sequence[OfficeChange]:
    """What waits for a second person, oldest first."""
    waiting = select(OfficeChange).where(OfficeChange.why.is_(None), OfficeChange.ends > at)
    waiting = waiting.where(~exists().where(Ruling.change_id == OfficeChange.id))
    return (
        db.scalars(
            waiting.options(joinedload(OfficeChange.person), joinedload(OfficeChange.by)).order_by(OfficeChange.id)
        )
        .unique()
        .all()
    )


def changes(cursor: str | None = None) -> Page[OfficeChange]:
    """Every change that was ever proposed or done, newest first."""
    whole = select(OfficeChange).options(
        joinedload(OfficeChange.person),
        joinedload(OfficeChange.by),
        joinedload(OfficeChange.ruling).joinedload(Ruling.by),
    )
    return keyset(whole, [OfficeChange.id], cursor)


def public_lines(*, most: int = 100) -> list[PublicLine]:
    """What one person alone did with offices, where it takes two; newest first, and without any name."""
    alone = (
        select(OfficeChange)
        .where(OfficeChange.why.in_([Why.ALONE, Why.OPERATOR]))
        .order_by(OfficeChange.id.desc())
        .limit(most)
    )
    return [PublicLine(each.at, _done(each), WHYS[each.why]) for each in db.scalars(alone).unique() if each.why]


def written_by_somebody(kind: str, reference: str) -> Record | None:
    """A contribution with this number; things of the town are none."""
    record = record_of(kind, reference)
    return record if record is not None and hasattr(record, "author_id") else None


def looks(cursor: str | None = None) -> Page[Look]:
    """Every look at an identity, newest first."""
    page = keyset(select(Look).options(joinedload(Look.holder), joinedload(Look.person)), [Look.id], cursor)
    return Page(accompany(page.items, "record"), page.newer, page.older)


def looks_told(person_id: int | None, at: datetime) -> Sequence[Look]:
    """When and why somebody was looked up, as they are told: what an authority forbade to tell, only later."""
    told = or_(Look.reason != Reason.AUTHORITY_SILENT, Look.at <= at - SILENCE)
    mine = select(Look).where(Look.person_id == person_id, told).order_by(Look.id.desc())
    return accompany(db.scalars(mine).all(), "record")


def identity_looks_per_month() -> list[tuple[int, int, int]]:
    """Year, month (in universal time), and how many looks at identities there were, newest first."""
    year, month = extract("year", Look.at), extract("month", Look.at)
    counted = select(year, month, func.count()).group_by(year, month).order_by(year.desc(), month.desc())
    return [(int(row[0]), int(row[1]), row[2]) for row in db.execute(counted)]


def export(export_id: int) -> Export | None:
    """One export."""
    return db.get(Export, export_id)


def exports(cursor: str | None = None) -> Page[Export]:
    """Everything that was taken along, newest first."""
    return keyset(select(Export).options(joinedload(Export.by)), [Export.id], cursor)


def of(person: Person, at: datetime) -> dict[str, Any]:
    """The history of somebody's offices, invitations to their address included, and when somebody looked them up."""
    invited = exists().where(Invitee.change_id == OfficeChange.id, Invitee.address == person.address)
    about = select(OfficeChange).where(or_(OfficeChange.person_id == person.id, invited)).order_by(OfficeChange.id)
    return {
        "office_changes": [
            {
                "at": each.at,
                "act": each.act,
                "office": each.office,
                "effective": bool(each.why or (each.ruling and each.ruling.granted)),
                "decided": each.ruling.at if each.ruling else None,
            }
            for each in db.scalars(about).unique()
        ],
        "identity_looks": [
            {"at": each.at, "reason": each.reason, "about": each.record.reference} for each in looks_told(person.id, at)
        ],
    }
