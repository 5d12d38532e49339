"""What keeps barriers out from the start: no script or style of ours can put one up without being seen here."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "bmw"
SCRIPTS = sorted(path for path in (ROOT / "static" / "js").glob("*.js"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def found(pattern: str, *groups: list[Path]) -> list[str]:
    """Every place where a pattern stands, comments left out."""
    places = []
    for path in (path for group in groups for path in group):
        plain = re.sub(r"/\*.*?\*/|\{#.*?#\}|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        drawn = re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "WORDS", plain, flags=re.DOTALL), flags=re.DOTALL)
        places += [f"{path.name}: {each}" for each in re.findall(pattern, drawn)]
    return places


def test_no_script_listens_for_single_letters() -> None:
    named = found(r"\.(?:key|code)\s*===?\s*[\"']([^\"']+)[\"']", SCRIPTS)
    assert [each for each in named if len(each.split(": ")[1]) == 1] == []
    assert found(r"accesskey", SCRIPTS, TEMPLATES) == []


def test_nothing_needs_a_gesture_a_movement_or_dragging() -> None:
    gestures = (
        r"touch(?:start|move|end)|pointermove|mousemove|drag(?:start|over|end)|draggable"
        r"|device(?:motion|orientation)|gesture\w+"
    )
    assert found(gestures, SCRIPTS, TEMPLATES) == []


def test_nothing_happens_when_a_finger_only_touches() -> None:
    assert found(r"pointerdown|mousedown|touchstart", SCRIPTS) == []


def test_nothing_is_sent_by_choosing_or_by_arriving() -> None:
    assert (
        found(r"addEventListener\([\"'](?:change|focus)[\"']|\son(?:change|focus|blur)=|autofocus", SCRIPTS, TEMPLATES)
        == []
    )
    sending = {each.split(": ")[0] for each in found(r"\.submit\(|requestSubmit", SCRIPTS)}
    asked = {each.split(": ")[0] for each in found(r"addEventListener\(\"submit\"", SCRIPTS)}
    assert sending <= asked, "a form goes only after somebody sent it"


def test_nothing_moves_or_plays_by_itself() -> None:
    assert found(r"animation(?:-iteration-count)?:[^;]*infinite|<marquee|<blink|autoplay", STYLES, TEMPLATES) == []
    assert found(r"http-equiv=[\"']?refresh", TEMPLATES) == []


def test_a_phone_may_be_held_in_either_way() -> None:
    assert found(r"orientation", STYLES) == []
    assert '"orientation"' not in (ROOT / "site" / "views" / "doors.py").read_text(encoding="utf-8")


def test_no_picture_stands_for_words() -> None:
    names = [re.search(r"alt=\"([^\"]*)\"", each) for each in found(r"<img[^>]*>", TEMPLATES)]
    assert names
    assert all(name and name[1] in ("", "WORDS") for name in names), "their descriptions are people's own words"


def test_nothing_is_shown_only_while_a_pointer_rests_on_it() -> None:
    appearing = r"[^{}]*:hover[^{]*\{[^}]*(?:display|visibility|content|opacity)\s*:[^}]*\}"
    assert [each for each in found(appearing, STYLES) if ":checked" not in each] == []
    assert found(r"<[a-z]+[^>]*\stitle=", TEMPLATES) == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [(r"accesskey", "<a accesskey='k'>"), (r":hover[^{]*\{[^}]*display", "a:hover b { display: block }")],
)
def test_these_looks_see_something(pattern: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "planted.css"
    path.write_text(words)
    assert found(pattern, [path])
