"""What is measured is a town like any other: its numbers are right, and everybody can take part in it."""

from bmw.cli.check import recount
from tests.bench.deeds import Crowd, Deed
from tests.bench.generated import COMMENTS, LONGEST_TALK, shares
from tests.bench.pages import Reader, addresses
from tests.bench.town import Town


def test_every_number_is_right_and_every_deed_is_taken(town: Town) -> None:
    crowd = Crowd(town)
    for kind in ("vote", "comment", "answer", "draft"):
        deeds = [getattr(crowd, kind)() for _n in range(5)]
        statuses = {Reader(town, each.token).do(each).status_code for each in deeds}
        assert 303 in statuses, (kind, statuses)
    with town.app.app_context():
        assert recount() == []


def test_every_page_that_is_measured_is_there(town: Town) -> None:
    reader = Reader(town)
    for paths in addresses(town).values():
        assert {reader.do(Deed(path)).status_code for path in paths} == {200}


def test_popularity_is_uneven_and_bounded() -> None:
    numbers = shares(2000, COMMENTS, LONGEST_TALK)
    assert max(numbers) == LONGEST_TALK
    assert sorted(numbers)[1000] < COMMENTS
    assert COMMENTS * 0.7 < sum(numbers) / 2000 < COMMENTS * 1.1
