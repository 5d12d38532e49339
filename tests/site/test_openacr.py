"""The conformance report keeps to the schema of OpenACR 0.1.0 and to its catalogue for WCAG 2.2 and EN 301 549."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.site.test_statement import faults

WORD: dict[str, Any] = {"type": "string", "minLength": 1}
DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
ADDRESS: dict[str, Any] = {"type": "string", "pattern": "^https?://"}
WCAG = ["web", "electronic-docs", "software", "authoring-tool"]
"""What a criterion of WCAG may be told of; one of the standard is told of nothing in particular."""
TERMS = ["supports", "partially-supports", "does-not-support", "not-applicable"]
"""Conformance levels; `not-evaluated` is for level AAA alone."""
CRITERIA = {
    "success_criteria_level_a": """1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2
        2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.1 4.1.2""",
    "success_criteria_level_aa": """1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6
        2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3""",
    "en_301_549_generic_requirements": "5.2 5.3 5.4 5.5.1 5.5.2 5.6.1 5.6.2 5.7 5.8 5.9",
    "en_301_549_software": "11.7 11.8.1 11.8.2 11.8.3 11.8.4 11.8.5",
    "en_301_549_documentation_and_support_services": "12.1.1 12.1.2 12.2.2 12.2.3 12.2.4",
}
"""What of the catalogue concerns a website on which people write; 5.1, 11.5 and 11.6 are for devices and apps."""
LEFT_OUT = """success_criteria_level_aaa functional_performance_criteria hardware software
    support_documentation_and_services en_301_549_functional_performance
    en_301_549_ict_with_two-way_voice en_301_549_ict_with_video en_301_549_hardware
    en_301_549_web en_301_549_non-web-documents en_301_549_ict_providing_relay_or_emergency_service_access"""
"""The other chapters of the catalogue."""


def thing(required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    """Something with these properties and no others, some of them required."""
    return {"type": "object", "properties": properties, "required": required.split(), "additionalProperties": False}


CONTACT = thing("email", name=WORD, company_name=WORD, address=WORD, email=WORD, phone=WORD, website=ADDRESS)


def chapter(name: str) -> dict[str, Any]:
    """A chapter with its criteria, each of them told."""
    components = ["none"] if name.startswith("en_") else WCAG
    adherence = thing("level notes", level={"type": "string", "enum": TERMS}, notes=WORD)
    component = thing("name adherence", name={"type": "string", "enum": components}, adherence=adherence)
    number = {"type": "string", "enum": CRITERIA[name].split()}
    row = thing("num components", num=number, components={"type": "array", "items": component})
    return thing("criteria", criteria={"type": "array", "items": row})


LEFT = thing("disabled", disabled={"type": "boolean"})
CHAPTERS = {name: chapter(name) for name in CRITERIA} | dict.fromkeys(LEFT_OUT.split(), LEFT)
SCHEMA = thing(
    "title product author catalog chapters",
    title=WORD,
    catalog={"type": "string", "enum": ["2.5-edition-wcag-2.2-508-eu-en"]},
    product=thing("name", name=WORD, version={"type": "string"}, description=WORD),
    author=CONTACT,
    vendor=CONTACT,
    report_date=DAY,
    last_modified_date=DAY,
    version={"type": "integer"},
    notes=WORD,
    evaluation_methods_used=WORD,
    legal_disclaimer=WORD,
    license={"type": "string", "enum": ["CC0-1.0"]},
    repository=ADDRESS,
    feedback=ADDRESS,
    chapters=thing(" ".join(CHAPTERS), **CHAPTERS),
)


@pytest.fixture
def report(client: FlaskClient) -> dict[str, Any]:
    """The report as it is given out; JSON is YAML."""
    told: dict[str, Any] = json.loads(client.get("/barrierefreiheit/openacr.yaml").text)
    return told


def test_the_report_keeps_to_schema_and_catalogue(report: dict[str, Any]) -> None:
    assert list(faults(report, SCHEMA)) == []


@pytest.mark.parametrize("name", CRITERIA)
def test_every_criterion_of_a_chapter_is_told_once(report: dict[str, Any], name: str) -> None:
    assert sorted(row["num"] for row in report["chapters"][name]["criteria"]) == sorted(CRITERIA[name].split())


@pytest.mark.parametrize(
    "change",
    [
        {"catalog": "2.4-edition-wcag-2.1-en"},
        {"author": {"name": "Bergheim"}},
        {"report_date": "gestern"},
        {"chapters": {}},
        {"more": 1},
    ],
)
def test_that_check_sees_what_is_wrong(report: dict[str, Any], change: dict[str, Any]) -> None:
    assert list(faults(report | change, SCHEMA))


def test_a_criterion_of_another_chapter_is_noticed(report: dict[str, Any]) -> None:
    report["chapters"]["en_301_549_software"]["criteria"][0]["num"] = "1.1.1"
    assert any(".num is 1.1.1" in each for each in faults(report, SCHEMA))
