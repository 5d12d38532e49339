"""Filling the demo town: founded from bergheim.toml, then told as a story that ends at the present moment."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bmw.board.models import Criterion
from bmw.cli.demo.scenes import desk, findings, measures, meetings, people, processes, proposals, surveys
from bmw.cli.demo.story import FOLDER, Story
from bmw.cli.founding import found
from bmw.focus.models import District, Field
from bmw.kernel.database import db, transaction
from bmw.notifications.models import Delivery, Message
from bmw.record import seals
from bmw.ui.town import Town

SCENES = (processes, surveys, meetings, proposals, findings, measures, desk)
SEEN = timedelta(days=9)
"""Messages older than this have been read."""


def fill(at: datetime) -> bool:
    """Fill an empty database with the demo town; false, and nothing changed, when a town is there already."""
    with transaction():
        if db.scalar(select(Field.id).limit(1)):
            return False
        town = Town.read(FOLDER / "bergheim.toml")
        found(town, at)
        story = Story(at, town)
        _furnish(story)
        people.gather(story)
        for scene in SCENES:
            scene.note(story)
        story.tell()
        _tidy_messages(at)
        seals.add(seals.since_the_last(seals.settled()), at, is_sound=True)
    return True


def _furnish(story: Story) -> None:
    """Fields, districts and criteria, by the names that the data files use."""
    for field in db.scalars(select(Field)):
        story.keep(field.slug, field)
    for district in db.scalars(select(District)):
        story.keep(district.slug, district)
    for criterion in db.scalars(select(Criterion)):
        story.keep(str(criterion.position), criterion)


def _tidy_messages(at: datetime) -> None:
    """The past was not sent by mail, and what is old was read."""
    db.execute(update(Message).values(delivery=Delivery.NOT_BY_MAIL, address=None))
    db.execute(update(Message).where(Message.created < at - SEEN).values(read=Message.created))
