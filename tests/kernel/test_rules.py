"""Rules combine, and the first no speaks."""

from datetime import UTC, datetime

from bmw.kernel.rules import YES, Answer, Who, anyone, holds, is_signed_in, no, rule
from tests.factories import NOW


class Someone:
    id = 1
    offices = held = frozenset({"moderator"})
    is_authenticated = True


class Nobody:
    id = None
    offices: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    is_authenticated = False


@rule
def never(who: Who, on: object, at: datetime) -> Answer:
    """Nobody may."""
    return no("Never.")


def test_both_must_agree_and_the_first_no_speaks() -> None:
    assert (anyone & never)(Someone(), None, NOW).sentence == "Never."
    assert not (never & anyone)(Someone(), None, NOW)


def test_one_yes_is_enough_for_either() -> None:
    assert (never | anyone)(Someone(), None, NOW) is YES


def test_an_office_opens_its_doors_and_a_guest_is_asked_to_sign_in() -> None:
    assert holds("moderator")(Someone(), None, NOW)
    assert holds("moderator")(Nobody(), None, NOW).sign_in
    assert not holds("editor")(Someone(), None, NOW).sign_in


def test_signing_in_helps_where_it_is_asked_for() -> None:
    assert is_signed_in(Nobody(), None, datetime.now(UTC)).sign_in
