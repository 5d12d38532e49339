"""Whoever leaves is forgotten in every room, and every number still adds up."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bmw.accounts.models import Person
from bmw.kernel.database import Base, db, transaction
from bmw.lookup.models import lookup
from bmw.notifications.delivery import deliver
from bmw.site.dossier import copy
from bmw.site.service import erase
from bmw.ui import current
from tests import factories_life as life
from tests.attacks.bytes_kept import all_rows, file_after_checkpoint
from tests.conftest import NOW
from tests.recount import wrong

WHO = (life.NAME, life.ADDRESS, life.ADDRESS.split("@")[0])


def live(*deeds: Any) -> life.Life:
    """A life with these deeds."""
    with transaction():
        lived = life.begin()
        for deed in deeds:
            deed(lived)
            db.flush()
        lived.secrets += life.salts(lived)
    life.book(lived)
    return lived


def leave(lived: life.Life, *, texts: bool) -> None:
    """They leave, and the last mail goes out."""
    with transaction():
        erase(db.get_one(Person, lived.me.id), NOW, texts=texts)
    deliver(current.settings(), NOW)


def found(kept: bytes, words: tuple[str, ...]) -> list[str]:
    return [each for each in words if each.lower().encode() in kept.lower()]


def test_before_leaving_everything_is_there(app: Flask) -> None:
    lived = live(*life.DEEDS)
    with transaction(writes=False):
        kept = all_rows()
        assert found(kept, (*WHO, life.WORD)) == [*WHO, life.WORD]
        assert all(secret in kept for secret in lived.secrets)
        assert not wrong()


def test_no_byte_of_a_whole_life_is_left_in_any_table(app: Flask) -> None:
    lived = live(*(each for each in life.DEEDS if each is not life.archive))
    leave(lived, texts=True)
    with transaction(writes=False):
        kept = all_rows()
        assert found(kept, (*WHO, life.WORD)) == []
        assert not [secret for secret in lived.secrets if secret and secret in kept]
        assert not wrong()


def test_no_byte_of_a_whole_life_is_left_in_the_file(app: Flask, tmp_path: Path) -> None:
    lived = live(*(each for each in life.DEEDS if each is not life.archive))
    assert found(file_after_checkpoint(tmp_path / "town.db"), (*WHO, life.WORD)) == [*WHO, life.WORD]
    leave(lived, texts=True)
    assert found(file_after_checkpoint(tmp_path / "town.db"), (*WHO, life.WORD)) == []


def test_texts_that_stay_name_nobody(app: Flask) -> None:
    lived = live(*life.DEEDS)
    leave(lived, texts=False)
    with transaction(writes=False):
        kept = all_rows()
        assert found(kept, WHO) == []
        assert not [secret for secret in lived.secrets if secret and secret in kept]
        assert life.WORD.encode() in kept
        assert not wrong()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(life.DEEDS), max_size=7), st.booleans())
def test_after_any_life_nothing_is_left_and_every_number_adds_up(app: Flask, deeds: list[Any], texts: bool) -> None:
    with transaction():
        for table in (*reversed(Base.metadata.sorted_tables), lookup):
            db.execute(delete(table))
    lived = live(*deeds)
    leave(lived, texts=texts)
    words = (life.WORD,) if texts and not (life.archive in deeds and life.answer_surveys in deeds) else ()
    with transaction(writes=False):
        kept = all_rows()
        assert found(kept, (*WHO, *words)) == []
        assert not [secret for secret in lived.secrets if secret and secret in kept]
        assert not wrong()


@pytest.mark.parametrize("deed", life.DEEDS, ids=lambda deed: deed.__name__)
def test_everything_somebody_wrote_stands_in_their_copy(app: Flask, deed: Any) -> None:
    lived = live(deed)
    with transaction(writes=False):
        told = repr(copy(db.get_one(Person, lived.me.id), NOW))
    assert life.ADDRESS in told
    assert all(each.reference in told for each in lived.mine)
    assert told.count(life.WORD) >= (
        8 if deed in (life.propose, life.keep_to_oneself, life.be_hidden, life.talk) else 4
    )
