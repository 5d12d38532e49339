"""The frame of every page: title, landmarks, the way past the navigation, help and navigation in their order."""

from lxml.html import HtmlElement

SKIP = "body > nav.skip a"
LANDMARKS_ONCE = ("main", "body > header", "body > footer")
MENU = ("verfahren", "handlungsfelder", "vorschlaege", "ergebnisse", "agenda")
HELP = ("hilfe", "rueckmeldung", "barrierefreiheit", "tel:", "mailto:", "teilnahmeregeln", "netiquette")
HELP += ("transparenz", "datenschutz", "impressum")
"""In this order on every page; more may stand between them."""


def names_its_language_and_direction(root: HtmlElement, status: int) -> None:
    assert root.get("lang"), "the page names its language"
    assert root.get("dir") in ("ltr", "rtl"), "the page names its direction"


def has_a_title(root: HtmlElement, status: int) -> None:
    titles = [" ".join(each.text_content().split()) for each in root.cssselect("head > title")]
    assert len(titles) == 1, "the page has one title"
    assert len(titles[0]) > 5, "the title has words"


def has_one_main_heading(root: HtmlElement, status: int) -> None:
    headings = root.cssselect("h1")
    assert len(headings) == 1, "the page has one main heading"
    assert headings[0].text_content().strip(), "the main heading has words"


def has_its_landmarks(root: HtmlElement, status: int) -> None:
    for landmark in LANDMARKS_ONCE:
        assert len(root.cssselect(landmark)) == 1, f"the page has one {landmark}"


def starts_with_a_way_past_the_navigation(root: HtmlElement, status: int) -> None:
    first = root.cssselect("body a[href], body button, body summary")[0]
    assert first in root.cssselect(SKIP), "the page starts with a skip link"


def has_an_empty_region_for_news(root: HtmlElement, status: int) -> None:
    regions = root.cssselect("#announcement[role=status]")
    assert len(regions) == 1, "the page has one region for news"
    assert not regions[0].text_content().strip(), "nothing is announced before something happens"


def offers_help_in_the_same_order(root: HtmlElement, status: int) -> None:
    assert _in_order(root, "body > footer a[href]", HELP) == list(HELP)


def keeps_its_navigation_in_order(root: HtmlElement, status: int) -> None:
    assert _in_order(root, "#menu nav a[href]", MENU) == list(MENU)


def _in_order(root: HtmlElement, selector: str, known: tuple[str, ...]) -> list[str]:
    hrefs = [a.get("href") for a in root.cssselect(selector)]
    ends = [href.partition(":")[0] + ":" if ":" in href else href.rpartition("/")[2] for href in hrefs]
    return [end for end in ends if end in known]


def does_not_move_by_itself(root: HtmlElement, status: int) -> None:
    assert not root.cssselect("meta[http-equiv=refresh], marquee, blink, [autoplay]"), "nothing moves by itself"


def carries_no_script_or_style_inside(root: HtmlElement, status: int) -> None:
    assert not root.cssselect("[style], style, script:not([src])"), "no inline style or script"
    assert not [e for e in root.iter() if isinstance(e.tag, str) and any(k.startswith("on") for k in e.attrib)], (
        "no inline handlers"
    )
