"""On PostgreSQL, too, nothing about a vote tells when it came: neither where it lies nor which step wrote it."""

import pytest
from flask import Flask
from sqlalchemy import text

from bmw.kernel.database import db, transaction
from bmw.kernel.rebuilding import rebuild
from bmw.votes import service
from bmw.votes.models import Choice, Kind


def places() -> tuple[list[bytes], int]:
    """The keys of all votes as they lie in the table, and by how many steps they were written."""
    with transaction(writes=False):
        keys = db.scalars(text("SELECT voter_key FROM vote ORDER BY ctid")).all()
        steps = db.scalar(text("SELECT count(DISTINCT xmin::text) FROM vote"))
    return [bytes(each) for each in keys], int(steps or 0)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_votes_lie_in_the_order_of_their_keys_after_the_night(app: Flask) -> None:
    with transaction():
        ballot = service.open_ballot(service.open_register(), Kind.SUPPORT)
    for voter in range(12):
        with transaction():
            service.cast(db.merge(ballot), bytes([voter]) * 16, Choice.AGREE)
    keys, steps = places()
    assert (keys == sorted(keys), steps) == (False, 12)
    rebuild()
    assert places() == (sorted(keys), 1)
