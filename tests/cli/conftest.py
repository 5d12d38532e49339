"""A small town in which a little of everything has happened."""

from typing import Any

import pytest
from alembic import command
from flask import Flask

from bmw.kernel.database import db, transaction
from bmw.kernel.migrations import plan
from bmw.proposals.models import Proposal
from bmw.surveys.models import Kind
from bmw.votes import service
from bmw.votes.models import Choice
from tests import factories as make
from tests.factories_proposals import comment, proposal
from tests.factories_surveys import answered, survey


@pytest.fixture
def busy(app: Flask) -> Proposal:
    """A proposal with votes, a merged one, imported sums, a comment; and an answered survey."""
    with transaction():
        process = make.process(make.field())
        kept, same = proposal(process=process), proposal(process=process)
        for number in range(4):
            service.cast(kept.ballot, bytes([number]) * 16, Choice.AGREE)
            service.cast(same.ballot, bytes([number + 2]) * 16, Choice.AGREE)
        service.add_imported(same.ballot, {Choice.AGREE: 30}, "Klimarat 2022")
        service.merge(same.ballot, kept.ballot)
        comment(kept)
        answered(survey(Kind.SINGLE, Kind.TEXT, process=process), 0, 0, 1)
    return kept


@pytest.fixture
def planned(busy: Proposal) -> Any:
    """The database of this town, marked as one of the present plan."""
    engine: Any = db.get_bind()
    command.stamp(plan(engine), "head")
    return engine
