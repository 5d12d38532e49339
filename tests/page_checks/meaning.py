"""What elements mean: ids that lead somewhere, headings without gaps, names on everything that can be pressed."""

from itertools import pairwise

import lxml.html
from lxml.html import HtmlElement

POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


def has_every_id_once(root: HtmlElement, status: int) -> None:
    ids = [e.get("id") for e in root.cssselect("[id]")]
    assert len(ids) == len(set(ids)), f"ids are unique: {[i for i in ids if ids.count(i) > 1]}"


def points_at_what_exists(root: HtmlElement, status: int) -> None:
    ids = {e.get("id") for e in root.cssselect("[id]")}
    for name in POINTERS:
        for element in root.cssselect(f"[{name}]"):
            for target in element.get(name).split():
                assert target in ids, f"{name} points at something: {target}"
    for a in root.cssselect("a[href^='#']"):
        assert a.get("href")[1:] in ids, f"the link {a.get('href')} leads somewhere"


def leaves_no_heading_out(root: HtmlElement, status: int) -> None:
    levels = [
        int(e.tag[1])
        for e in root.cssselect("h1, h2, h3, h4, h5, h6")
        if not any(p.get("hidden") is not None for p in e.iterancestors())
    ]
    for before, after in pairwise(levels):
        assert after <= before + 1, f"headings leave no level out: {levels}"


def names_what_can_be_pressed(root: HtmlElement, status: int) -> None:
    for element in root.cssselect("a[href], button, summary"):
        images = "".join(i.get("alt", "") for i in element.cssselect("img"))
        name = element.text_content().strip() or element.get("aria-label") or images
        assert name, f"links and buttons have words: {lxml.html.tostring(element)[:200]!r}"


def describes_its_images(root: HtmlElement, status: int) -> None:
    for image in root.cssselect("img"):
        assert image.get("alt") is not None, "images have a description"
    for drawing in root.cssselect("svg"):
        told = drawing.get("aria-hidden") == "true" or drawing.get("role") == "img"
        assert told or any(p.get("aria-hidden") == "true" or p.get("role") == "img" for p in drawing.iterancestors()), (
            f"drawings have a description or are none for readers: {lxml.html.tostring(drawing)[:120]!r}"
        )


def leaves_the_order_of_tab_alone(root: HtmlElement, status: int) -> None:
    assert not [e for e in root.cssselect("[tabindex]") if int(e.get("tabindex")) > 0], "no order but the page's own"
    assert not root.cssselect("[accesskey]"), "no keys of its own"


def needs_no_dragging(root: HtmlElement, status: int) -> None:
    assert not root.cssselect("[draggable=true]"), "nothing has to be dragged"


def works_without_scripts(root: HtmlElement, status: int) -> None:
    for form in root.cssselect("form"):
        ways = form.cssselect("button:not([type]), [type=submit], [type=image], [aria-disabled=true]")
        elsewhere = root.cssselect(f"[form='{form.get('id')}']") if form.get("id") else []
        assert ways or elsewhere, f"every form can be sent: {form.get('action')}"
    for a in root.cssselect("a[href]"):
        assert a.get("href") != "#", "links lead somewhere"
        assert not a.get("href").startswith("javascript:"), "links lead somewhere without a script"
    for button in root.cssselect("button[type=button]"):
        waits = any(e.get("hidden") is not None for e in (button, *button.iterancestors()))
        assert waits or button.get("popovertarget") or button.get("aria-disabled"), (
            f"buttons that need a script wait for it: {lxml.html.tostring(button)[:200]!r}"
        )
