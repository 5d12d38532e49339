"""What people ask of a town and do in it, as requests that a load generator can send."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import func, select

from bmw.kernel.clock import now
from bmw.kernel.database import db, transaction
from bmw.record.models import Step
from bmw.ui.signed import sign
from tests.bench.generated import SEED
from tests.bench.town import Town, fresh


@dataclass(frozen=True)
class Deed:
    """One request: an address, who asks, and what they send."""

    path: str
    token: str = ""
    form: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """Reading or writing."""
        return "POST" if self.form else "GET"


class Crowd:
    """Chooses what people do, the same for the same town: popular things more often. In a town
    that was measured before they do other things than then, as what is done twice changes nothing."""

    def __init__(self, town: Town) -> None:
        with town.app.app_context(), transaction(writes=False):
            self.town, self.chance = town, random.Random(SEED + (db.scalar(select(func.max(Step.id))) or 0))
            self.begun = sign("begun", str(int(now().timestamp()) - 10))

    def _somebody(self) -> str:
        return self.chance.choice(self.town.tokens)

    def _proposal(self) -> str:
        return f"/de/vorschlaege/{self.chance.choice(self.town.popular)}"

    def vote(self) -> Deed:
        """Somebody supports a proposal, or takes that back."""
        said = self.chance.choice(["yes", "yes", "yes", "no"])
        return Deed(f"{self._proposal()}/unterstuetzen", self._somebody(), {"support": said})

    def comment(self) -> Deed:
        """Somebody says something."""
        words = f"Das hilft allen, die zu Fuß gehen. {fresh()}"
        return Deed(
            f"{self._proposal()}/kommentare", self._somebody(), {"body": words, "language": "de", **self._form()}
        )

    def answer(self) -> Deed:
        """Somebody answers the survey, or changes what they answered."""
        chosen = {name: self.chance.choice(values) for name, values in self.town.answers.items()}
        return Deed(f"/de/umfragen/{self.town.asked}", self._somebody(), chosen)

    def draft(self) -> Deed:
        """Somebody writes a proposal of their own."""
        words = {
            "title": f"Bänke am Weg {fresh()[:6]}",
            "body": "Wer nicht gut zu Fuß ist, braucht Bänke.",
            "language": "de",
        }
        where = {"procedure": self.town.process, "field": self.town.fields[0], "district": ""}
        return Deed("/de/vorschlaege/neu", self._somebody(), {**words, **where, **self._form()})

    def _form(self) -> dict[str, str]:
        return {"nonce": fresh(), "begun": self.begun}

    def read(self) -> Deed:
        """A guest reads a proposal."""
        return Deed(self._proposal())

    def look_round(self) -> Deed:
        """A guest looks at a list."""
        slug = self.chance.choice(self.town.fields)
        lists = ["/de/vorschlaege", "/de/vorschlaege?sort=unterstuetzt", f"/de/vorschlaege?feld={slug}"]
        return Deed(self.chance.choice([*lists, f"/de/handlungsfelder/{slug}"]))

    def come_in(self) -> Deed:
        """A guest opens the first page."""
        return Deed("/de/")

    def read_as_oneself(self) -> Deed:
        """A citizen who has signed in reads a proposal."""
        return Deed(self._proposal(), self._somebody())

    def mixed(self) -> Deed:
        """Half of all read proposals, a fifth look at lists, a fifth begin at home, 8 in 100 vote, 2 comment."""
        kinds = [self.read, self.look_round, self.come_in, self.vote, self.comment]
        [kind] = self.chance.choices(kinds, weights=[50, 20, 20, 8, 2])
        return kind()

    def vote_day(self) -> Deed:
        """Seven in ten read, half of them signed in; three in ten write, most of them a vote."""
        kinds = [self.read_as_oneself, self.read, self.look_round, self.vote, self.comment, self.answer]
        [kind] = self.chance.choices(kinds, weights=[35, 20, 15, 24, 2, 4])
        return kind()


def written(deed: Callable[[], Deed], count: int, file: Path) -> Path:
    """So many deeds as lines of a file: method, address, cookie and body."""
    with file.open("w", encoding="utf-8") as lines:
        for _n in range(count):
            each = deed()
            cookie = f"sid={each.token}" if each.token else ""
            lines.write("\t".join([each.method, each.path, cookie, urlencode(each.form)]) + "\n")
    return file
