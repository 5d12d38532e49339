"""The parts of the accessibility statement that are made from what ran, in the language of whoever reads (Markdown)."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import format_date

from bmw.cases.messages import enforcement
from bmw.kernel.text import Sentence, _, lazy_ngettext
from bmw.site.conformance.criteria import State
from bmw.site.conformance.gaps import REASONS, Gap, Reason
from bmw.site.conformance.protocol import OUTCOMES, HandCheck, hand_checks
from bmw.site.conformance.verdict import Verdict
from bmw.ui.town import Accessibility

LEVELS: dict[State, Sentence] = {
    State.SUPPORTS: _("The platform **meets** the standard %(norm)s and the guidelines WCAG 2.2, level AA."),
    State.PARTIALLY: _("The platform **partially meets** the standard %(norm)s and the guidelines WCAG 2.2, level AA."),
    State.FAILS: _("The platform does **not yet meet** the standard %(norm)s and the guidelines WCAG 2.2, level AA."),
}
HEADINGS: tuple[tuple[str, Sentence], ...] = (
    ("conformity", _("How far we are")),
    ("gaps", _("What is not accessible yet")),
    ("method", _("How this statement was made")),
    ("deadlines", _("When you get an answer")),
    ("enforcement", _("If our answer does not help")),
)
"""The parts that no town can leave out, each with its heading should the town's own words lack it."""


def blocks(verdict: Verdict, town: Accessibility, made: date | None, reviewed: date | None) -> dict[str, str]:
    """Each part by its name in braces."""
    return {
        "conformity": str(LEVELS[verdict.level]) % {"norm": town.norm},
        "gaps": _gaps(verdict),
        "method": "\n\n".join(
            str(each) for each in (*_dates(made, reviewed), *_who(town), *_what_ran(verdict), _by_hand(verdict.today))
        ),
        "deadlines": str(deadlines(town)),
        "enforcement": str(enforcement()),
    }


def deadlines(town: Accessibility) -> Sentence:
    """When the town answers."""
    return _(
        "We answer within %(days)s days. If it is difficult, it takes at most %(most)s days, "
        "and you get a message in between.",
        days=town.answer_days,
        most=town.longest_days,
    )


def _dates(made: date | None, reviewed: date | None) -> Iterable[Sentence]:
    if made and reviewed:
        yield _(
            "It was made on %(made)s and last reviewed on %(reviewed)s. We review it every year and after every large "
            "change.",
            made=format_date(made, "long"),
            reviewed=format_date(reviewed, "long"),
        )


def _who(town: Accessibility) -> Iterable[Sentence]:
    if town.assessor:
        yield _("It rests on an assessment by **%(assessor)s**.", assessor=town.assessor)
    else:
        yield _(
            "It rests on a **self-assessment** by the town. An independent body and people with disabilities have not "
            "tried the platform yet."
        )
    if town.report:
        yield _("The report can be read here: <%(address)s>", address=town.report)


def _what_ran(verdict: Verdict) -> Iterable[Sentence]:
    results = verdict.results.values()
    if not results:
        yield _("No automatic test of this version has been recorded yet.")
        return
    yield _(
        "The tests that the statement rests on ran last on %(day)s. %(passed)s %(failed)s",
        day=format_date(max(each.day for each in results), "long"),
        passed=lazy_ngettext("%(num)s check passed.", "%(num)s checks passed.", sum(each.passed for each in results)),
        failed=lazy_ngettext("%(num)s found a fault.", "%(num)s found a fault.", sum(each.failed for each in results)),
    )
    widest = max(results, key=lambda each: each.looks)
    if widest.looks:
        yield _(
            "They looked at %(pages)s pages and states, in up to %(views)s ways: languages, widths, light and dark.",
            pages=widest.pages,
            views=widest.views,
        )


def _by_hand(today: date) -> str:
    told = "\n".join(f"- **{each.what}**: {outcome(each, today)}" for each in hand_checks())
    heading = _("What people check by hand:")
    return f"{heading}\n\n{told}"


def outcome(check: HandCheck, today: date) -> Sentence:
    """What came of a check by hand, or that nobody has done it; what is older than a year counts as not done."""
    if check.day is None or check.result is None:
        return _("not yet done by people")
    day = format_date(check.day, "long")
    if not check.is_done(today):
        return _("not done within a year, last on %(day)s", day=day)
    return _("%(result)s (%(tester)s, %(day)s)", result=OUTCOMES[check.result], tester=check.tester, day=day)


def _gaps(verdict: Verdict) -> str:
    by_reason: Mapping[Reason, list[str]] = {reason: [] for reason in Reason}
    for gap, numbers in verdict.gaps:
        by_reason[gap.reason].append(_gap(gap, numbers))
    told = [f"### {REASONS[reason]}\n\n" + "\n".join(found) for reason, found in by_reason.items() if found]
    return "\n\n".join(told) or str(_("We know of nothing."))


def _gap(gap: Gap, numbers: list[str]) -> str:
    where = ", ".join(numbers) or gap.law
    known = _("This concerns: %(where)s.", where=where)
    why, instead = _("*Reason*: %(why)s", why=gap.why), _("*Until then*: %(instead)s", instead=gap.instead)
    return "\n  ".join(map(str, (f"- **{gap.part}.** {gap.about}", why, instead, known)))
