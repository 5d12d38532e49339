"""A page as a test sees it: parsed, and checked for everything that is true of every page."""

from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlElement

SKIP = "body > nav.skip a"
LANDMARKS_ONCE = ("main", "body > header", "body > footer")


class Page:
    """An HTML answer. Making one checks it; `text`, `links`, `one` and `all` look into it."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.status = answer.status_code
        self.html = answer.text
        self.root: HtmlElement = lxml.html.document_fromstring(self.html)
        self.check()

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

    def check(self) -> None:
        """What is true of every page of the house."""
        html = self.root
        assert html.get("lang"), "the page names its language"
        assert html.get("dir") in ("ltr", "rtl"), "the page names its direction"
        assert len(self.title) > 5, "the page has a title"
        assert len(self.all("h1")) == 1, "the page has one main heading"
        assert self.heading, "the main heading has words"
        for landmark in LANDMARKS_ONCE:
            assert len(self.all(landmark)) == 1, f"the page has one {landmark}"
        assert self.all(SKIP), "the page starts with a skip link"
        self._check_ids()
        self._check_headings()
        self._check_controls()
        self._check_names()
        self._check_inline()

    def _check_ids(self) -> None:
        ids = [e.get("id") for e in self.all("[id]")]
        assert len(ids) == len(set(ids)), f"ids are unique: {[i for i in ids if ids.count(i) > 1]}"
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for element in self.all(f"[{name}]"):
                for target in element.get(name).split():
                    assert target in ids, f"{name} points at something: {target}"
        for a in self.all("a[href^='#']"):
            assert a.get("href")[1:] in ids, f"the link {a.get('href')} leads somewhere"

    def _check_headings(self) -> None:
        levels = [
            int(e.tag[1])
            for e in self.all("h1, h2, h3, h4, h5, h6")
            if not any(p.get("hidden") is not None for p in e.iterancestors())
        ]
        for before, after in pairwise(levels):
            assert after <= before + 1, f"headings leave no level out: {levels}"

    def _check_controls(self) -> None:
        labelled = {label.get("for") for label in self.all("label[for]")}
        for control in self.all("input:not([type=hidden]):not([type=submit]), select, textarea"):
            named = (
                control.get("id") in labelled
                or control.get("aria-label")
                or control.get("aria-labelledby")
                or any(p.tag == "label" for p in control.iterancestors())
            )
            assert named, f"the field {control.get('name')} has a label"
        for form in self.all("form"):
            action = form.get("action", "")
            assert not urlsplit(action).netloc, "forms go to our own pages"

    def _check_names(self) -> None:
        for element in self.all("a[href], button"):
            name = (
                element.text_content().strip()
                or element.get("aria-label")
                or "".join(i.get("alt", "") for i in element.cssselect("img"))
            )
            assert name, f"links and buttons have words: {lxml.html.tostring(element)[:200]!r}"
        for image in self.all("img"):
            assert image.get("alt") is not None, "images have a description"

    def _check_inline(self) -> None:
        assert not self.all("[style], style, script:not([src])"), "no inline style or script"
        assert not [
            e for e in self.root.iter() if isinstance(e.tag, str) and any(k.startswith("on") for k in e.attrib)
        ], "no inline handlers"
