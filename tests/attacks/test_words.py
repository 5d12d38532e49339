"""What people write becomes nothing but words: read again by two other parsers, tag by tag."""

import re

import html5lib
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.kernel.text import HEADINGS, LONGEST_DRAWN, REL, TAGS, clean_line, clean_text, prose, sanitize, town_prose

WAY = re.compile(r"(?i)https?://[^/\\]|mailto:|/(?![/\\])")
CORPUS = (
    # a parser reads it in one way, a browser in another
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror=alert(1) src>'>",
    "<textarea></textarea><script>alert(1)</script><xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>--> <![CDATA[<img src=x onerror=alert(1)>]]> <?php x ?>",
    "<a href='javascript&colon;alert(1)'>x</a> <a href='&#1;javascript:alert(1)'>x</a>",
    "<a href=' jav\tascript:alert(1)'>x</a> <a href='https:///evil.example'>x</a> <a href='/\\evil.example'>x</a>",
    "<a href='vbscript:x'>a</a><a href='data:text/html,<script>'>b</a><a href='//evil.example'>c</a>",
    "<base href='//evil.example'><meta http-equiv=refresh content='0;url=//evil.example'><link rel=stylesheet href=x>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x><embed src=x><form action=//evil.example>",
    "<p onclick=alert(1) style='background:url(//evil.example)' class=kern-btn id=inhalt>x</p>",
    "<a href='https://a.example' target=_blank ping='//evil.example' onclick=x>x</a>",
    # Markdown that becomes more than it says
    "[x](javascript:alert(1)) [x](JaVaScRiPt:alert(1)) [x](data:text/html;base64,PHNjcmlwdD4=) [x](vbscript:x)",
    "[x](<javascript:alert(1)>) [x](&#106;avascript:alert(1)) [x](java\nscript:alert(1)) <javascript:alert(1)>",
    "![x](https://evil.example/pixel.png) ![x](data:image/svg+xml,<svg/onload=alert(1)>) [![x](y)](z)",
    '[x](https://a.example "onmouseover=alert(1)") [x](https://a.example/"onmouseover="alert(1))',
    "[a [b](https://b.example) c](https://c.example) <https://a.example/'onload=alert(1)> https://x.example/<b>",
    "[x]: javascript:alert(1)\n\n[x] [y][x]\n\n```html\n<script>alert(1)</script>\n```\n\n    <script>\n\n<p",
    "*a<em>b*c</em> **<b>x</b>** > <q> `<i>` | a | b |\n|--|--|\n",
)
LONG = (
    "[" * 40,
    ">" * 40,
    "*_" * 20,
    "a!",
    "![",
    "- " * 20,
    "<",
    "http://",
    "> - " * 10,
    "](",
    "&#x",
    "`",
    "\\",
    "<!--",
    "a@b.",
)


def parts(html: str, allowed: frozenset[str] = TAGS) -> int:
    """How many elements there are; every one is allowed and carries nothing that it should not."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = [*tree.iter()][1:]
    read_by_another = [*lxml.html.fragment_fromstring(html, create_parent="div").iter()][1:]
    for element in (*found, *read_by_another):
        assert element.tag in allowed, element.tag
        assert set(element.attrib) <= ({"href", "rel"} if element.tag == "a" else set()), dict(element.attrib)
        assert WAY.match(element.get("href", "/")), element.attrib
    return len(found)


def test_a_text_with_everything_that_is_allowed_keeps_it() -> None:
    assert parts(prose("**a** *b*\n\n- c\n- d\n\n> e\n\n[f](https://f.example) mailto:g@g.example")) >= 8


@pytest.mark.parametrize("text", CORPUS)
def test_no_text_becomes_more_than_words_and_harmless_tags(text: str) -> None:
    parts(prose(text))
    parts(town_prose(text), TAGS | HEADINGS)
    parts(sanitize(text))


@pytest.mark.parametrize("text", CORPUS)
def test_reading_it_again_changes_nothing_more(text: str) -> None:
    once = sanitize(prose(text))
    assert sanitize(once) == once


SIGNS = st.sampled_from(
    [*"<>&\"'/=![]()*_`#-:;\\ \n\t\0", "a", "b", "javascript:", "<a href=", "<svg", "onload=", "-->", "]]>"]
)


@given(st.lists(SIGNS, max_size=60).map("".join))
def test_nothing_typed_gets_past_two_parsers(text: str) -> None:
    parts(prose(text))
    parts(sanitize(text))


@given(st.text(max_size=200))
def test_no_sign_of_any_script_gets_past_either(text: str) -> None:
    parts(prose(clean_text(text)))


def test_a_link_lends_no_weight_and_opens_no_door() -> None:
    for text in ("https://example.org", "[x](https://example.org)", "<https://example.org>", "www.bergheim.de"):
        links = lxml.html.fragment_fromstring(prose(text), create_parent="div").cssselect("a")
        assert [link.get("rel") for link in links] == [REL]


@pytest.mark.parametrize("piece", LONG)
def test_a_long_text_is_bounded_in_what_it_becomes(piece: str) -> None:
    text = (piece * 12_000)[:12_000]
    html = prose(text)
    assert len(html) <= 12 * len(text)
    assert parts(html) <= len(text)
    assert html.count("<blockquote>") + html.count("<ul>") <= 2_000


def test_what_is_longer_than_any_form_allows_is_not_drawn() -> None:
    assert len(prose("a" * (LONGEST_DRAWN + 500))) <= LONGEST_DRAWN + 20


HIDDEN = "\u061c\u180e\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\ufff9\U000e0041\x00\x1b\x85"


@pytest.mark.parametrize("sign", HIDDEN)
def test_signs_that_hide_or_turn_text_are_taken_out(sign: str) -> None:
    assert clean_text(f"Rad{sign}weg") in ("Radweg", "Rad weg")
    assert sign not in clean_line(f"Rad{sign}weg")
