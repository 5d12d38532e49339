"""The accessibility statement is made from what ran, in every language, for people and for machines."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from bmw.accounts.models import Office
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.notifications.models import Message
from bmw.site.condition import conditions
from bmw.site.conformance import machine, wording
from bmw.site.conformance.criteria import Criterion, State, criteria
from bmw.site.conformance.protocol import hand_checks
from bmw.site.conformance.records import Record, Result
from bmw.site.conformance.schema import SCHEMA
from bmw.site.conformance.verdict import judge, standing
from bmw.site.service import rewrite
from bmw.site.views.statement import remind
from bmw.ui.locale import in_language, offered
from bmw.ui.town import Accessibility, TownError
from tests.conftest import NOW, Clock
from tests.factories import person

DAY = date(2026, 5, 1)
ONE, OTHER, SCAN = "tests/browser/test_keyboard.py::test_a", "tests/other.py::test_b", "tests/scan.py::test_c"
MET = Criterion("2.1.1", "A", State.SUPPORTS, (ONE, "tests/other.py"))
SEEN = Criterion("1.1.1", "A", State.SUPPORTS, (SCAN,))


def ran(*names: str, failed: int = 0, day: date = DAY) -> Record:
    """A run of these tests."""
    return Record(day, "1234567", "a test", 0, (), {name: Result(day, "1234567", 3, failed) for name in names})


def scanned(day: date, looks: int, *, failed: int = 0, whole: bool = True) -> Record:
    """A run that looked at pages."""
    result = Result(day, "1234567", looks - failed, failed, looks, looks, 1, whole)
    return Record(day, "1234567", "a test", looks, ("de",), {SCAN: result})


def state_of(said: Criterion, *runs: Record, today: date = DAY) -> State:
    """What is said of a criterion after these runs."""
    return judge([said], runs, today).judged[0].state


def test_what_ran_and_passed_is_met() -> None:
    (judged,) = judge([MET], [ran(ONE, OTHER)], DAY).judged
    assert (judged.state, judged.failed, judged.not_run) == (State.SUPPORTS, [], [])


def test_a_fault_makes_a_criterion_partial_and_stands_in_the_statement() -> None:
    verdict = judge([MET], [ran(ONE, OTHER, failed=1)], DAY)
    assert verdict.judged[0].state is State.PARTIALLY
    assert verdict.gaps[0][1] == ["2.1.1"]


def test_a_mended_fault_is_gone() -> None:
    assert state_of(MET, ran(ONE, OTHER, failed=1), ran(ONE, OTHER, day=DAY + timedelta(days=1))) is State.SUPPORTS


@pytest.mark.parametrize("missing", [ONE, OTHER])
def test_one_test_that_never_ran_is_enough_not_to_say_that_it_is_met(missing: str) -> None:
    verdict = judge([MET], [ran(*({ONE, OTHER} - {missing}), "tests/otherwise.py::test_b")], DAY)
    assert verdict.judged[0].state is State.PARTIALLY
    assert verdict.judged[0].not_run == [missing if missing == ONE else "tests/other.py"]
    assert verdict.gaps[0][1] == ["2.1.1"]


def test_a_test_that_only_was_passed_over_shows_nothing() -> None:
    nothing = Record(DAY, "1234567", "a test", 0, (), {SCAN: Result(DAY, "1234567", 0, 0)})
    assert state_of(SEEN, nothing) is State.PARTIALLY


@pytest.mark.parametrize(("age", "state"), [(365, State.SUPPORTS), (366, State.PARTIALLY)])
def test_a_year_counts_from_today_and_not_from_the_newest_run(age: int, state: State) -> None:
    assert state_of(MET, ran(ONE, OTHER), today=DAY + timedelta(days=age)) is state


def test_a_run_that_left_pages_out_shows_nothing() -> None:
    assert state_of(SEEN, scanned(DAY, 26, whole=False)) is State.PARTIALLY


@pytest.mark.parametrize("small", [scanned(DAY, 26, whole=False), scanned(DAY, 499)])
def test_a_small_run_neither_hides_a_great_one_nor_mends_what_it_found(small: Record) -> None:
    great = scanned(DAY - timedelta(days=9), 1000)
    assert judge([SEEN], [great, small], DAY).results[SCAN].looks == 1000
    assert state_of(SEEN, scanned(DAY - timedelta(days=9), 1000, failed=1), small) is State.PARTIALLY


def test_a_run_that_is_nearly_as_great_is_the_newer_truth() -> None:
    assert state_of(SEEN, scanned(DAY - timedelta(days=9), 1000, failed=1), scanned(DAY, 900)) is State.SUPPORTS


def test_a_fault_counts_however_small_the_run_and_until_a_great_one_passes() -> None:
    great, small = scanned(DAY - timedelta(days=9), 1000), scanned(DAY, 2, failed=1, whole=False)
    assert state_of(SEEN, great, small) is State.PARTIALLY
    assert state_of(SEEN, great, small, scanned(DAY, 2)) is State.PARTIALLY
    assert state_of(SEEN, great, small, scanned(DAY, 1000)) is State.SUPPORTS


@pytest.mark.parametrize("lang", offered())
def test_every_gap_stands_there_with_reason_and_alternative(client: Any, lang: str) -> None:
    text = client.see(f"/{lang}/barrierefreiheit").text
    with in_language(lang):
        for gap, _numbers in standing(NOW.date()).gaps:
            assert all(str(words) in text for words in (gap.part, gap.about, gap.why, gap.instead))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", ["Textgröße", "Kontrast", "Abstände", "Teil für Teil", "Vorlesen", "Gebärdensprache"]),
        ("en", ["text up to twice", "contrast", "spacing", "part by part", "reading aloud", "Sign Language"]),
        ("ar", ["حجم النص", "تباين", "مسافات", "جزءًا بعد جزء", "القراءة بصوت عالٍ", "لغة الإشارة"]),
    ],
)
def test_the_statement_names_the_helps_that_there_are(client: Any, lang: str, words: list[str]) -> None:
    page = client.see(f"/{lang}/barrierefreiheit")
    helps = [each for each in page.all("main .prose li") if each.text_content()]
    told = " ".join(each.text_content() for each in helps)
    assert [each for each in words if each not in told] == []
    for path in ("ansicht", "gebaerdensprache", "leichte-sprache"):
        assert page.all(f"main .prose li a[href='/{lang}/{path}']"), path


@pytest.mark.parametrize("lang", offered())
def test_what_nobody_has_checked_by_hand_stands_there_as_not_done(client: Any, lang: str) -> None:
    text, told = (
        client.see(f"/{lang}/barrierefreiheit").text,
        client.get("/barrierefreiheit.json").get_json()["by_hand"],
    )
    detail = client.see(f"/{lang}/barrierefreiheit/pruefung").text
    with in_language(lang):
        for check, each in zip(hand_checks(), told, strict=True):
            assert str(check.what) in text
            assert str(wording.outcome(check, NOW.date())) in text
            assert str(wording.outcome(check, NOW.date())) in detail
            assert each["done"] is check.is_done(NOW.date())


def test_the_statement_begins_in_simple_words_for_whoever_reads_them(client: Any) -> None:
    page = client.see("/de-simple/barrierefreiheit")
    easy, standard = page.all("main .prose")
    assert (easy.get("lang"), standard.get("lang")) == ("de-simple", "de")
    assert "Das fehlt noch" in easy.text_content()
    assert "nicht in Leichter Sprache" in page.one("main #erklaerung").text_content()
    assert page.all("main .easy a[href$='#erklaerung']")
    assert not client.see("/de/barrierefreiheit").all("main .easy")


def test_the_statement_names_the_towns_own_norm_authority_and_deadlines(app: Flask, client: Any) -> None:
    town = app.extensions["bmw_town"]
    law = replace(
        town.accessibility, norm="EN 301 549 V4.1.1", authority="Landesstelle", answer_days=10, longest_days=30
    )
    app.extensions["bmw_town"] = replace(town, accessibility=law)
    text = client.see("/de/barrierefreiheit").text
    for words in ("EN 301 549 V4.1.1", "Landesstelle", "10 Tage", "30 Tage"):
        assert words in text, words
    assert "10 Tage" in client.see("/de/rueckmeldung").text


def test_no_town_can_leave_the_parts_out(app: Flask, client: Any) -> None:
    with transaction():
        rewrite("accessibility", Localized(de="Erklärung"), Localized(de="Alles ist gut."), NOW)
    page = client.see("/de/barrierefreiheit")
    assert len(page.all("main .prose h2")) == len(wording.HEADINGS)
    assert page.all('main a[href^="https://www.lbbp.nrw.de"]')


@pytest.mark.parametrize("lang", offered())
def test_the_test_in_detail_shows_every_criterion_with_its_tests(client: Any, lang: str) -> None:
    page = client.see(f"/{lang}/barrierefreiheit/pruefung")
    assert len(page.all("main h3")) == len(criteria()) + len(hand_checks())
    assert page.all(f"a[href='/{lang}/barrierefreiheit']")


def faults(value: Any, schema: Mapping[str, Any], where: str = "$") -> Iterator[str]:
    """What in a value goes against the part of JSON Schema that our own schema uses."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, kinds[each]) for each in wanted):
        yield f"{where} is no {wanted}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is {value}"
    if isinstance(value, str) and (
        not re.search(schema.get("pattern", ""), value) or len(value) < schema.get("minLength", 0)
    ):
        yield f"{where} is {value!r}"
    for number, each in enumerate(value if isinstance(value, list) else ()):
        yield from faults(each, schema["items"], f"{where}[{number}]")
    if isinstance(value, dict):
        yield from (f"{where} lacks {name}" for name in schema.get("required", ()) if name not in value)
        for name, each in value.items():
            known = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            yield from faults(each, known, f"{where}.{name}") if known else [f"{where} has {name}"]


def test_the_twin_for_machines_keeps_to_its_own_schema(client: FlaskClient) -> None:
    told = client.get("/barrierefreiheit.json").get_json()
    assert client.get("/barrierefreiheit/schema.json").get_json() == json.loads(json.dumps(SCHEMA))
    assert list(faults(told, SCHEMA)) == []
    assert len(told["criteria"]) == len(criteria())
    assert all(set(gap["part"]) == set(offered()) for gap in told["gaps"])


@pytest.mark.parametrize("change", [{"conformity": "perfect"}, {"made": "gestern"}, {"more": 1}, {"gaps": [{}]}])
def test_that_check_sees_faults(client: FlaskClient, change: dict[str, Any]) -> None:
    assert list(faults(client.get("/barrierefreiheit.json").get_json() | change, SCHEMA))


def test_the_report_has_the_form_of_openacr(client: FlaskClient) -> None:
    answer = client.get("/barrierefreiheit/openacr.yaml")
    report = json.loads(answer.text)  # JSON is YAML
    assert answer.mimetype == "application/yaml"
    assert {"title", "product", "author", "catalog", "chapters"} <= set(report)
    assert report["author"]["email"]
    rows = [row for chapter in report["chapters"].values() for row in chapter.get("criteria", ())]
    assert len(rows) == len(criteria())
    for row in rows:
        (component,) = row["components"]
        assert component["adherence"]["level"] in set(machine.ADHERENCE.values())
        assert component["adherence"]["notes"]


def test_supports_in_the_report_names_a_test_that_passed(client: FlaskClient) -> None:
    report = json.loads(client.get("/barrierefreiheit/openacr.yaml").text)
    rows = [row for chapter in report["chapters"].values() for row in chapter.get("criteria", ())]
    notes = [row["components"][0]["adherence"] for row in rows]
    assert all("tests/" in each["notes"] for each in notes if each["level"] == "supports")


def test_the_town_looks_it_over_and_reports_it(app: Flask, browser: Any) -> None:
    with transaction():
        editor = person(Office.EDITOR)
    mine = browser(editor)
    assert "has not been told yet" in mine.see("/en/redaktion/barrierefreiheit").text
    mine.send("/en/redaktion/barrierefreiheit", done="reported")
    assert "has not been told yet" not in mine.see("/en/redaktion/barrierefreiheit").text
    mine.send("/en/redaktion/barrierefreiheit", done="reviewed")
    assert "May 12, 2026" in mine.see("/en/barrierefreiheit").text
    with transaction():
        rewrite("accessibility", Localized(de="Erklärung"), Localized(de="Neu."), NOW)
    assert "has not been told yet" in mine.see("/en/redaktion/barrierefreiheit").text


def test_only_people_with_the_office_note_it(app: Flask, client: Any, browser: Any) -> None:
    with transaction():
        citizen = person()
    browser(citizen).send("/de/redaktion/barrierefreiheit", 403, done="reported")
    client.see("/de/redaktion/barrierefreiheit", 403)


@pytest.mark.parametrize("done", ["", "forgotten"])
def test_nonsense_is_not_noted(app: Flask, browser: Any, done: str) -> None:
    with transaction():
        editor = person(Office.EDITOR)
    browser(editor).send("/de/redaktion/barrierefreiheit", 400, done=done)


def test_a_new_statement_is_told_once_to_those_who_look_after_it(app: Flask) -> None:
    with transaction():
        person(Office.ADMINISTRATOR)
        person(Office.EDITOR)
        person(Office.MODERATOR)
        for _hour in range(3):
            remind(NOW)
        assert db.scalar(select(func.count()).where(Message.path.endswith("/redaktion/barrierefreiheit"))) == 2


@pytest.mark.parametrize(
    ("age", "is_well", "words"), [(300, True, ""), (340, False, "again"), (400, False, "more than a year")]
)
def test_who_looks_after_the_platform_hears_when_a_year_is_over(
    app: Flask, clock: Clock, age: int, is_well: bool, words: str
) -> None:
    engine: Any = db.get_bind()
    found = conditions(engine, app.extensions["bmw_settings"], clock(), clock().date() - timedelta(days=age))
    (statement,) = [each for each in found if each.name == "statement"]
    assert (statement.is_well, statement.is_needed) == (is_well, False)
    assert words in statement.told


@pytest.mark.parametrize("given", [{"autority": "X"}, {"answer_days": "14"}, {"answer_days": 50}, {"made": "2026"}])
def test_a_misspelt_setting_is_named(given: dict[str, Any]) -> None:
    with pytest.raises(TownError):
        Accessibility.of(given)
