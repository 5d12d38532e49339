"""Whatever people answer, change and take back: the kept counts equal a recount of the sheets."""

from collections import Counter

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bmw.kernel.database import db, transaction
from bmw.surveys import service
from bmw.surveys.models import Kind, Sheet, Survey
from tests import factories as make
from tests.factories_surveys import survey

Moves = list[tuple[int, int | None, list[int], str]]
moves = st.lists(
    st.tuples(
        st.integers(0, 3), st.none() | st.integers(0, 2), st.lists(st.integers(0, 2)), st.sampled_from(["", "Ja"])
    ),
    max_size=12,
)


def recounted(asked: Survey) -> tuple[Counter[int], Counter[str], int]:
    sheets = db.scalars(select(Sheet.answers).where(Sheet.survey_id == asked.id)).all()
    options = Counter(
        option for sheet in sheets for given in sheet.values() if isinstance(given, list) for option in given
    )
    return options, Counter(question for sheet in sheets for question in sheet), len(sheets)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(moves)
def test_kept_counts_equal_a_recount(app: Flask, moves: Moves) -> None:
    with transaction():
        asked = survey(Kind.SINGLE, Kind.MULTIPLE, Kind.TEXT)
        people = [make.person() for _number in range(4)]
        one, many, text = asked.questions
        for who, choice, several, words in moves:
            if choice is None:
                service.withdraw(asked, people[who])
                continue
            answers = {one.id: [one.options[choice].id], many.id: [many.options[n].id for n in several], text.id: words}
            service.answer(asked, people[who], answers)
        db.flush()
        db.expire_all()
        options, questions, sheets = recounted(asked)
        assert asked.sheets == sheets
        for question in asked.questions:
            assert question.answered == questions[str(question.id)]
            assert [option.count for option in question.options] == [options[option.id] for option in question.options]
