"""What a survey says, question by question, with small groups hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from bmw.surveys.models import Kind, Option, Question, Survey
from bmw.surveys.suppression import LEAST, Cells, many_of, one_of


@dataclass(frozen=True)
class Row:
    """One possible answer, how many chose it, and what part of those who answered; empty where it is hidden."""

    option: Option
    count: int | None
    share: float | None


@dataclass(frozen=True)
class Answered:
    """The result of one question."""

    question: Question
    answered: int | None
    rows: tuple[Row, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def hides(self) -> bool:
        """Whether something is hidden in it."""
        return any(row.count is None for row in self.rows)


@dataclass(frozen=True)
class Results:
    """The results of a survey; the number of people is empty where they are too few to be named."""

    survey: Survey
    participants: int | None
    questions: Sequence[Answered]


def of(survey: Survey) -> Results:
    """The results of a survey as everybody may see them."""
    people = survey.sheets if survey.sheets >= LEAST else None
    return Results(survey, people, [_answered(question) for question in survey.questions])


def _answered(question: Question) -> Answered:
    if question.kind is Kind.TEXT:
        number = question.answered if question.answered >= LEAST else None
        return Answered(
            question, number, texts=tuple(each.text for each in question.texts if each.restriction_id is None)
        )
    cells = _cells(question)
    rows = [Row(option, cells.counts[n], cells.share(n)) for n, option in enumerate(question.options)]
    return Answered(question, cells.answered, tuple(rows))


def _cells(question: Question) -> Cells:
    counts = [option.count for option in question.options]
    return many_of(counts, question.answered) if question.kind is Kind.MULTIPLE else one_of(counts)
