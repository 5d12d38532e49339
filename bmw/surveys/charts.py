"""Results put into rows that a chart can draw, in the reader's language."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from flask_babel import format_decimal, format_percent

from bmw.kernel.text import Reading
from bmw.surveys.results import Answered

Bar = tuple[Reading, int | None, str]


def bars(result: Answered, lang: str) -> Sequence[Bar]:
    """One bar for each possible answer: its words, the number, and the number with its share as text."""
    return [(row.option.text.reading(lang), row.count, _said(row.count, row.share)) for row in result.rows]


def _said(count: int | None, share: float | None) -> str:
    if count is None:
        return ""
    number = str(format_decimal(count))
    return number if share is None else f"{number} ({format_percent(_rounded(share))})"


def _rounded(share: float) -> Decimal:
    """To whole percent, half of one upwards, as everybody counts."""
    return Decimal(str(round(share, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP)
