"""Every address that answers to GET is on the list of pages to scan, or says why it is not."""

from collections import defaultdict
from itertools import combinations
from operator import attrgetter

from flask import Flask

from accessibility.listing import ALL, LIST, alike, exempt, listed, pairwise
from accessibility.walk import VERBS
from bmw.accounts.demo import ROLES

NOTHING_ASKED = "one button and no field: there is nothing to get wrong"
NEVER_WRONG = {
    "accounts.add_passkey": "a town with a number for a name offers no passkey; tests/browser/test_factors.py sees it",
    "accounts.demo": NOTHING_ASKED,
    "accounts.invited": NOTHING_ASKED,
    "cases.receipt": "its form comes with a decision, and in the demo town that is over; `objection-empty` asks alike",
    "proposals.withdraw": NOTHING_ASKED,
    "proposals.withdraw_comment": NOTHING_ASKED,
}
"""Pages with a form that are not listed with an error, and why."""


def endpoints(app: Flask, method: str) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if method in (rule.methods or ())}


def test_every_page_is_listed_or_exempt(app: Flask) -> None:
    found = {each.endpoint for each in listed()}
    assert endpoints(app, "GET") - found - set(exempt()) == set()
    assert found & set(exempt()) == set()


def test_nothing_is_listed_that_does_not_exist(app: Flask) -> None:
    known = endpoints(app, "GET") | endpoints(app, "POST") | {""}
    assert {each.endpoint for each in listed()} | set(exempt()) <= known
    assert {each.role for each in listed()} <= {"guest", *ROLES}
    assert {step[0] for each in listed() for step in each.steps} <= set(VERBS)


def test_every_exemption_has_its_reason() -> None:
    assert all(len(reason.split()) >= 2 for reason in exempt().values())


def test_names_are_given_once() -> None:
    names = [each.name for each in listed()]
    assert len(names) == len(set(names))


def test_no_two_pages_sound_alike_unless_the_list_says_why() -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for path in LIST.with_name("transcripts").glob("*.txt"):
        names[path.read_text(encoding="utf-8")].add(path.stem)
    found = {frozenset(each) for each in names.values() if len(each) > 1}
    assert found == {frozenset(each) for each in alike().values()}


def test_every_page_with_a_form_is_also_scanned_with_errors(app: Flask) -> None:
    forms = endpoints(app, "GET") & endpoints(app, "POST")
    failed = {each.endpoint for each in listed() if each.status == 422}
    assert forms - failed == set(NEVER_WRONG)


def test_two_views_of_each_page_have_nothing_in_common() -> None:
    for one, other in (pairwise(each.name) for each in listed()):
        assert one.lang != other.lang
        assert one.width != other.width
        assert one.theme != other.theme


def test_over_the_whole_list_every_pair_of_values_occurs() -> None:
    views = [view for each in listed() for view in pairwise(each.name)]
    for first, second in combinations(("lang", "width", "theme"), 2):
        values = attrgetter(first, second)
        assert {values(view) for view in views} == {values(view) for views in ALL for view in views}


def test_views_are_chosen_by_the_name_alone() -> None:
    assert [str(view) for view in pairwise("home")] == ["de-320-forced", "de-xa-1280-dark"]
