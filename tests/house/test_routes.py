"""No address without a rule, and German words in every one."""

import re
from collections import Counter
from pathlib import Path

from flask import Flask

from bmw.app import BLUEPRINTS
from bmw.kernel.rules import Rule

ROOT = Path(__file__).parents[2]
LANGUAGE_FREE = {
    "site.root",
    "site.worker",
    "site.robots",
    "site.security",
    "site.health",
    "site.ready",
    "site.favicon",
    "media.picture",
    "site.statement_json",
    "site.statement_schema",
    "site.openacr",
    "accounts.demo_door",
    "static",
}


def test_every_route_has_a_rule(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        assert isinstance(getattr(view, "rule", None), Rule), f"{rule} is not guarded by @allowed"


def test_every_page_names_its_language_first(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert rule.rule.startswith("/<lang:lang>/") or rule.endpoint in LANGUAGE_FREE, rule.rule


def test_addresses_are_plain_words(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        words = re.sub(r"<[^>]*>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9./-]*", words), rule.rule


def test_no_address_is_given_twice(app: Flask) -> None:
    given = Counter((rule.rule, method) for rule in app.url_map.iter_rules() for method in rule.methods or ())
    assert not [each for each, times in given.items() if times > 1 and each[1] != "OPTIONS"]


def test_every_room_with_pages_is_in_the_application(app: Flask) -> None:
    rooms = {p.parent.name if p.name == "views.py" else p.parts[-2] for p in (ROOT / "bmw").glob("*/views*")}
    assert {blueprint.name for blueprint in BLUEPRINTS} == rooms


def test_an_unsafe_method_never_shares_a_route_that_only_shows(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert not {"PUT", "PATCH", "DELETE"} & (rule.methods or set()), f"{rule}: forms know only GET and POST"
