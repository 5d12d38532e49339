"""The style guide shows every component in every state, and says what must be true of each."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml.html import HtmlElement

from bmw.site.guide.components import SHOWN, STATES, Component
from bmw.site.guide.groups import GROUPS, Group
from bmw.ui.assets import BUILT, Assets

TEMPLATES = Path(__file__).parents[2] / "bmw" / "templates"
COMPONENTS = {path.stem: path.read_text(encoding="utf-8") for path in (TEMPLATES / "components").glob("*.html")}
SHOWING = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "site" / "style").glob("*.html"))
MACRO = re.compile(r"\{%-? macro (\w+)\(")
OWN_WORDS_ONLY = {
    "film": "titles of ours",
    "icon": "a drawing",
    "pagination": "words of ours",
    "form_page": "its fields are shown above it",
}
"""Components in which nobody else's words stand: none can be too long, none runs the other way."""
ALL = [each for group in GROUPS for each in group.components]


def sections(client: FlaskClient, group: Group, lang: str = "de") -> dict[str, HtmlElement]:
    """The part of the page that shows each component of a group."""
    page = client.see(f"/{lang}/stil/{group.slug}")  # type: ignore[attr-defined]
    return {str(each.get("data-component")): each for each in page.all("[data-component]")}


def test_every_component_is_in_the_style_guide_once() -> None:
    assert sorted(each.name for each in ALL) == sorted(COMPONENTS)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.slug)
def test_each_component_is_shown_in_all_its_states(client: FlaskClient, group: Group) -> None:
    shown = sections(client, group)
    for each in group.components:
        states = [state.get("data-state") for state in shown[each.name].cssselect("[data-state]")]
        assert sorted(states) == sorted(each.states), each.name


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.slug)
def test_each_component_says_what_must_be_true_of_it(client: FlaskClient, group: Group) -> None:
    for name, section in sections(client, group, "ar").items():
        assert len(section.cssselect("details.more > div > dl.pairs > dt")) == 4, name
        assert all(dd.text_content().strip() for dd in section.cssselect("details.more > div > dl.pairs > dd")), name


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_no_state_that_a_component_must_have_is_left_out(each: Component) -> None:
    assert each.states[0] in ("first", "error")
    assert set(each.states) <= set(STATES)
    if each.name not in OWN_WORDS_ONLY:
        assert {"long", "turned"} <= set(each.states)
    if re.search(r"<(a|button|input|select|summary|textarea)\b", COMPONENTS[each.name]) and each.name not in NESTED:
        assert {"hover", "focus"} & set(each.states)


NESTED = {"form_page": "its fields and buttons are components themselves"}


def test_every_macro_is_called_in_the_style_guide_or_by_another_component() -> None:
    for name, source in COMPONENTS.items():
        others = "".join(text for other, text in COMPONENTS.items() if other != name)
        for macro in MACRO.findall(source):
            called = re.compile(rf"(?<!macro )\b{macro}\(")
            assert called.search(SHOWING) or called.search(others) or called.search(source), f"{macro} of {name}"


def test_what_a_hand_brings_about_is_drawn_by_the_rules_of_the_house() -> None:
    sheet = (BUILT / Assets.load().names["css/guide.ltr.css"]).read_text()
    for state in SHOWN:
        assert re.search(rf"\.kern-btn[^{{}}]*\[data-shown={state}\]", sheet)
    assert ".skip" not in sheet
