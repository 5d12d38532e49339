"""Every number that anybody is shown, counted again from the rows it is made of."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select

from bmw.comments.models import Comment, Thread
from bmw.comments.models import State as CommentState
from bmw.kernel.database import db
from bmw.proposals.models import Proposal
from bmw.surveys.models import Sheet, Survey
from bmw.votes import counting
from bmw.votes.models import Ballot, Choice, ImportedTotal
from bmw.votes.queries import family, papers

Number = tuple[str, object, object]
"""What it is, what is shown, what the rows say."""


def every_number() -> Iterator[Number]:
    """Ballots, lists, threads and surveys."""
    db.expire_all()
    yield from _ballots()
    yield from _lists()
    yield from _surveys()


def _ballots() -> Iterator[Number]:
    for ballot in db.scalars(select(Ballot)).unique():
        counted = counting.count(papers(ballot), ballot.id)
        shown = (ballot.agree, ballot.disagree, ballot.passed)
        yield f"ballot {ballot.id}", shown, (counted.agree, counted.disagree, counted.passed)
        inside = db.scalar(select(func.count()).select_from(Ballot).where(Ballot.into_id == ballot.id))
        yield f"merged into ballot {ballot.id}", ballot.merged, inside


def _lists() -> Iterator[Number]:
    for thread in db.scalars(select(Thread)):
        said = select(func.count()).select_from(Comment.__table__).where(Comment.thread_id == thread.id)
        yield f"thread {thread.id}", thread.comments, db.scalar(said.where(Comment.state == CommentState.PUBLIC))
    for each in db.scalars(select(Proposal)):
        elsewhere = select(func.sum(ImportedTotal.count)).where(
            ImportedTotal.ballot_id.in_(family(each.ballot_id)), ImportedTotal.choice == int(Choice.AGREE)
        )
        here = counting.count(papers(each.ballot), each.ballot_id).agree
        yield f"supporters of {each.reference}", each.supporters, here + int(db.scalar(elsewhere) or 0)
        yield f"comments on {each.reference}", each.comments, each.thread.comments


def _surveys() -> Iterator[Number]:
    for asked in db.scalars(select(Survey)):
        sheets = db.scalars(select(Sheet).where(Sheet.survey_id == asked.id)).all()
        yield f"sheets of {asked.reference}", asked.sheets, len(sheets)
        chosen = Counter(
            n for each in sheets for given in each.answers.values() if isinstance(given, list) for n in given
        )
        for question in asked.questions:
            answered = sum(str(question.id) in each.answers for each in sheets)
            yield f"answers to {question.id}", question.answered, answered
            yield (
                f"options of {question.id}",
                [o.count for o in question.options],
                [chosen[o.id] for o in question.options],
            )


def wrong() -> list[Number]:
    """The numbers that do not equal their rows."""
    return [each for each in every_number() if each[1] != each[2]]
