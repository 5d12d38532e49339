"""What an editor wants of a survey or a question, before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bmw.focus.models import Field
from bmw.kernel.text import Localized
from bmw.surveys.models import Kind


@dataclass(frozen=True)
class About:
    """What an editor says about a survey."""

    title: Localized
    intro: Localized
    opens: datetime
    closes: datetime
    field: Field | None = None


@dataclass(frozen=True)
class Asked:
    """What an editor says about a question."""

    kind: Kind
    text: Localized
    hint: Localized
    required: bool = False
    options: Sequence[Localized] = ()
    position: int | None = None
