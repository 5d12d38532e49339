"""A page as a test sees it: parsed, and checked for everything that is true of every page."""

from typing import Any

import lxml.html
from lxml.html import HtmlElement

from tests.page_checks import CHECKS


class Page:
    """An HTML answer. Making one checks it; `text`, `links`, `one` and `all` look into it."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.html = answer.text
        self.root: HtmlElement = lxml.html.document_fromstring(self.html)
        self.check()

    def check(self) -> None:
        """What is true of every page of the house."""
        for check in CHECKS.values():
            check(self.root, self.status)

    def all(self, selector: str) -> list[HtmlElement]:
        """Every element that matches."""
        return list(self.root.cssselect(selector))

    def one(self, selector: str) -> HtmlElement:
        """The one element that matches."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} times {selector}"
        return found[0]

    @property
    def text(self) -> str:
        """What stands in the main part, with plain spaces."""
        return " ".join(self.one("main").text_content().split())

    @property
    def title(self) -> str:
        """The title of the window."""
        return " ".join(self.one("head > title").text_content().split())

    @property
    def heading(self) -> str:
        """The one main heading."""
        return " ".join(self.one("h1").text_content().split())

    def link(self, words: str) -> str:
        """Where the link with these words leads."""
        found = {a.get("href") for a in self.all("a[href]") if words in " ".join(a.text_content().split())}
        assert len(found) == 1, f"{len(found)} different links say “{words}”"
        return str(found.pop())

    def form(self, action: str) -> dict[str, Any]:
        """The values a form would send as it stands."""
        values = next(f for f in self.root.forms if action in (f.action or "")).form_values()
        return {name: (value or "").removeprefix("\n") for name, value in values}  # as browsers read a text area

    def language_of(self, words: str) -> str:
        """The language around a piece of text."""
        holder = next(
            e for e in self.root.iter() if isinstance(e.tag, str) and any(words in (t or "") for t in e.xpath("text()"))
        )
        return next(e.get("lang") for e in (holder, *holder.iterancestors()) if e.get("lang") is not None)
