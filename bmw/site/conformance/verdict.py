"""The verdict: what we say of each criterion, held against what ran."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bmw.kernel.text import Sentence, _
from bmw.site.conformance.criteria import Criterion, State, criteria
from bmw.site.conformance.gaps import GAPS, OF_THE_LAW, Gap, Reason
from bmw.site.conformance.names import NAMES
from bmw.site.conformance.records import Record, Result, records, results_that_count


@dataclass(frozen=True)
class Judged:
    """A criterion after the tests have run."""

    criterion: Criterion
    state: State
    shown: Mapping[str, Result] = field(default_factory=dict)
    """The results of its tests that count; without the tests that have none."""

    @property
    def failed(self) -> list[str]:
        """Its tests that found faults."""
        return [name for name, result in self.shown.items() if result.failed]

    @property
    def not_run(self) -> list[str]:
        """Its tests that have no result that counts."""
        return [test for test in self.criterion.tests if not any(_belongs(name, test) for name in self.shown)]

    @property
    def is_unshown(self) -> bool:
        """Whether we say that it is met, and one of its tests has not run."""
        return self.criterion.state is State.SUPPORTS and bool(self.not_run)


@dataclass(frozen=True)
class Verdict:
    """All criteria after the tests have run, and what is missing."""

    judged: tuple[Judged, ...]
    records: tuple[Record, ...]
    today: date
    """The day on which we say this."""
    closed: frozenset[str] = frozenset()
    """Gaps that the town has closed itself."""

    @property
    def last(self) -> Record | None:
        """The newest record."""
        return self.records[-1] if self.records else None

    @property
    def results(self) -> dict[str, Result]:
        """The results that the whole statement rests on, each once."""
        return {name: result for each in self.judged for name, result in each.shown.items()}

    @property
    def level(self) -> State:
        """Full, partial, or not: the word that the European model statement wants."""
        counted = Counter(each.state for each in self.judged if each.state is not State.ABSENT)
        if not self.gaps:
            return State.SUPPORTS
        return State.FAILS if counted[State.FAILS] * 2 > counted.total() else State.PARTIALLY

    @property
    def gaps(self) -> list[tuple[Gap, list[str]]]:
        """What is missing, each with the numbers of the criteria it touches; faults that the tests found come first."""
        found: dict[Gap, list[str]] = {}
        for each in self.judged:
            for gap in _gaps_of(each):
                found.setdefault(gap, []).append(each.criterion.number)
        found |= {GAPS[name]: [] for name in OF_THE_LAW if name not in self.closed}
        known = list(GAPS.values())
        return sorted(found.items(), key=lambda pair: known.index(pair[0]) if pair[0] in known else -1)


def _gaps_of(judged: Judged) -> list[Gap]:
    found = [GAPS[name] for name in judged.criterion.gaps]
    if judged.failed:
        found.append(_fault(judged))
    if judged.is_unshown:
        found.append(UNSHOWN)
    return found


UNSHOWN = Gap(
    _("What has not been tried lately"),
    _("We believe that these requirements are met, but not all of their tests have run in full within a year."),
    Reason.NONCONFORM,
    _("The tests have not run yet, or only in part, or they are new."),
    _("If something is hard for you, please tell us. We help, and we mend it."),
)


def _fault(judged: Judged) -> Gap:
    day = max(judged.shown[name].day for name in judged.failed)
    name: Sentence = NAMES[judged.criterion.number]
    return Gap(
        name,
        _("The test of %(day)s found a fault.", day=day.isoformat()),
        Reason.NONCONFORM,
        _("It has not been mended yet."),
        _("If something is hard for you, please tell us. We help, and we mend it."),
    )


def judge(
    said: Iterable[Criterion], ran: Iterable[Record], today: date, closed: frozenset[str] = frozenset()
) -> Verdict:
    """Hold what we say against what ran: a fault makes a criterion partial, and so does one test that never ran."""
    known = tuple(ran)
    results = results_that_count(known, today)
    return Verdict(tuple(_judge(each, results) for each in said), known, today, closed)


@lru_cache(maxsize=4)
def standing(today: date, closed: frozenset[str] = frozenset()) -> Verdict:
    """What we say today: what is written down and what was recorded change only with the program itself."""
    return judge(criteria(), records(), today, closed)


def _judge(criterion: Criterion, results: Mapping[str, Result]) -> Judged:
    shown = {name: result for name, result in results.items() if any(_belongs(name, test) for test in criterion.tests)}
    plain = Judged(criterion, criterion.state, shown)
    if criterion.state is State.SUPPORTS and (plain.failed or plain.is_unshown):
        return Judged(criterion, State.PARTIALLY, shown)
    return plain


def _belongs(name: str, test: str) -> bool:
    """Whether a test that ran is the one that is named, or stands in the file that is."""
    return name == test or name.startswith(f"{test}::")
