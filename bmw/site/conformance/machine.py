"""The statement for machines: the same verdict as plain values, and as an Open Accessibility Conformance Report."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bmw.kernel.text import Sentence
from bmw.site.conformance.criteria import State
from bmw.site.conformance.gaps import ABSENT, GAPS, Gap
from bmw.site.conformance.names import NAMES
from bmw.site.conformance.protocol import HandCheck, hand_checks
from bmw.site.conformance.records import Record
from bmw.site.conformance.verdict import Judged, Verdict
from bmw.ui.locale import in_language, offered
from bmw.ui.town import Town

CATALOG = "2.5-edition-wcag-2.2-508-eu-en"
CHAPTERS = {
    "A": "success_criteria_level_a",
    "AA": "success_criteria_level_aa",
    "generic": "en_301_549_generic_requirements",
    "software": "en_301_549_software",
    "support": "en_301_549_documentation_and_support_services",
}
NOT_TOLD = (
    *("success_criteria_level_aaa", "functional_performance_criteria", "hardware", "software"),
    *("support_documentation_and_services", "en_301_549_functional_performance", "en_301_549_ict_with_two-way_voice"),
    *("en_301_549_ict_with_video", "en_301_549_hardware", "en_301_549_web", "en_301_549_non-web-documents"),
    "en_301_549_ict_providing_relay_or_emergency_service_access",
)
"""Chapters of the catalogue that this report leaves out: other laws, other levels, things the platform is not."""
ADHERENCE = {
    State.SUPPORTS: "supports",
    State.PARTIALLY: "partially-supports",
    State.FAILS: "does-not-support",
    State.ABSENT: "not-applicable",
}
LEVELS = {State.SUPPORTS: "full", State.PARTIALLY: "partial", State.FAILS: "none"}


def in_every_language(sentence: Sentence) -> dict[str, str]:
    """A sentence in every language that is offered."""
    told = {}
    for tag in offered():
        with in_language(tag):
            told[tag] = str(sentence)
    return told


def statement(verdict: Verdict, town: Town, url: str, made: date | None, reviewed: date | None) -> dict[str, Any]:
    """The accessibility statement as plain values."""
    law, operator = town.accessibility, f"{town.kind} {town.name}"
    answers = {"days": law.answer_days, "days_at_most": law.longest_days}
    return {
        "url": url,
        "operator": operator,
        "platform": town.platform,
        "norm": law.norm,
        "guidelines": "WCAG 2.2 AA",
        "conformity": LEVELS[verdict.level],
        "made": made.isoformat() if made else None,
        "reviewed": reviewed.isoformat() if reviewed else None,
        "method": "external" if law.assessor else "self-assessment",
        "assessor": law.assessor or operator,
        "report": law.report or f"{url}/barrierefreiheit/openacr.yaml",
        "gaps": [_gap(gap, numbers) for gap, numbers in verdict.gaps],
        "feedback": {"form": f"{url}/de/rueckmeldung", "email": town.email, "phone": town.phone, **answers},
        "enforcement": {"authority": law.authority, "url": law.authority_url},
        "criteria": [_criterion(each) for each in verdict.judged],
        "runs": [_run(each) for each in verdict.records],
        "by_hand": [_by_hand(each, verdict.today) for each in hand_checks()],
    }


def _by_hand(check: HandCheck, today: date) -> dict[str, Any]:
    return {
        "name": check.name,
        "what": in_every_language(check.what),
        "day": check.day.isoformat() if check.day else None,
        "tester": check.tester or None,
        "result": check.result.value if check.result else None,
        "done": check.is_done(today),
    }


def _gap(gap: Gap, numbers: list[str]) -> dict[str, Any]:
    words = {"part": gap.part, "about": gap.about, "why": gap.why, "alternative": gap.instead}
    told: dict[str, Any] = {name: in_every_language(sentence) for name, sentence in words.items()}
    return told | {"reason": gap.reason.value, "criteria": numbers or [gap.law]}


def _run(record: Record) -> dict[str, Any]:
    return {
        "day": record.day.isoformat(),
        "commit": record.commit,
        "asked": record.asked,
        "pages": record.pages,
        "views": list(record.views),
        "passed": sum(each.passed for each in record.tests.values()),
        "failed": sum(each.failed for each in record.tests.values()),
    }


def _criterion(judged: Judged) -> dict[str, Any]:
    said = judged.criterion
    return {
        "number": said.number,
        "chapter": said.chapter,
        "state": judged.state.value,
        "tests": [
            {"name": name, "day": each.day.isoformat(), "passed": each.passed, "failed": each.failed}
            for name, each in judged.shown.items()
        ],
        "not_run": judged.not_run,
    }


def openacr(verdict: Verdict, town: Town, url: str) -> dict[str, Any]:
    """The report in the format of the General Services Administration, in English."""
    day, version = (verdict.last.day.isoformat(), verdict.last.commit) if verdict.last else ("", "")
    with in_language("en"):
        chapters = {CHAPTERS[name]: {"criteria": list(_rows(verdict, name))} for name in CHAPTERS}
        left_out = {name: {"disabled": True} for name in NOT_TOLD}
        return {
            "title": f"{town.platform} {town.name} Accessibility Conformance Report",
            "catalog": CATALOG,
            "product": {"name": town.platform, "version": version, "description": "Participation platform of a town."},
            "author": {"company_name": f"{town.kind} {town.name}", "email": town.email, "website": url},
            "vendor": {"company_name": f"{town.kind} {town.name}", "email": town.email, "website": url},
            **({"report_date": day, "last_modified_date": day} if day else {}),
            "version": max(1, len(verdict.records)),
            "notes": f"The same in words: {url}/en/barrierefreiheit",
            "evaluation_methods_used": _methods(verdict),
            "license": "CC0-1.0",
            "feedback": f"{url}/en/rueckmeldung",
            "chapters": {**chapters, **left_out},
        }


def _methods(verdict: Verdict) -> str:
    if verdict.last is None:
        return "No run of the tests has been recorded yet."
    return (
        f"Automated tests of the platform's own suite (axe-core, Nu Html Checker, keyboard walks and others), recorded "
        f"on {', '.join(sorted({each.day.isoformat() for each in verdict.records}))}. Each note names the tests."
    )


def _rows(verdict: Verdict, chapter: str) -> Iterable[dict[str, Any]]:
    component = "web" if chapter in ("A", "AA") else "none"
    for each in verdict.judged:
        if each.criterion.chapter == chapter:
            adherence = {"level": ADHERENCE[each.state], "notes": _notes(each)}
            yield {"num": each.criterion.number, "components": [{"name": component, "adherence": adherence}]}


def _notes(judged: Judged) -> str:
    """The reason, what is missing, and the tests with their last result."""
    said = judged.criterion
    parts = [str(ABSENT[said.why])] if said.why else []
    parts += [f"{GAPS[name].about} {GAPS[name].instead}" for name in said.gaps]
    parts += [
        f"{name}: {each.passed} passed, {each.failed} failed ({each.day.isoformat()})"
        for name, each in judged.shown.items()
    ]
    if judged.is_unshown:
        parts.append(f"Has not run in full within a year: {', '.join(judged.not_run)}")
    return "\n".join(parts) or str(NAMES[said.number])
