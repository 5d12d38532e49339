"""Our own checks for what engines cannot see, made made where it is shown; the scripts lie in `checks`.

Each check has a planted defect in `tests/browser/test_planted.py`, which proves that it can fail.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("checks")
FILES = ("words", "hand", "room", "focus", "asking")
"""In this order: errors are looked for before anything moves the focus, and what writes into fields comes last."""
NAME = re.compile(r'^  "([a-z0-9-]+)":', re.MULTILINE)
WALK = "walk"
HANDS_ON = ("asking",)
"""What these files check needs to be done once on a page, whatever colours it wears; the walk as well."""
ARRIVING = "error-focus"
"""Where the focus stands after sending is asked before any other check moves it."""
ARRIVED = "() => window.walked.due.every((it) => window.walked.stops.includes(it) || !it.isConnected)"


@cache
def _script(name: str) -> str:
    return (FOLDER / f"{name}.js").read_text(encoding="utf-8")


@cache
def names() -> tuple[str, ...]:
    """What is checked in the page, in the order of checking, and the walk by Tab at the end."""
    return (*(name for file in FILES for name in NAME.findall(_script(file))), WALK)


def due(*, first: bool, last: bool) -> tuple[str, ...]:
    """What is checked in one of the colours that a page wears, which may be the first, the last, or both."""
    once = {WALK, *(name for file in HANDS_ON for name in NAME.findall(_script(file)))}
    return tuple(name for name in names() if (first or name != ARRIVING) and (last or name not in once))


@cache
def _program() -> str:
    """One function of all files, so that a page is asked once."""
    checks = ",\n".join(f"...{_value(file)}" for file in FILES)
    return f"""async (given) => {{
{_script("ground")}
const checks = {{ {checks} }}, found = [];
for (const name of given.names ?? Object.keys(checks)) {{
  for (const each of await checks[name](given)) found.push(`${{name}}: ${{each}}`);
}}
return found;
}}"""


def _value(file: str) -> str:
    """The object that a file is, without the semicolon and the comment around it."""
    return _script(file).partition("*/")[2].strip().rstrip(";")


def findings(page: Any, wanted: tuple[str, ...] | None = None, **given: Any) -> list[str]:
    """What our checks find on the page that the browser shows, one line each, beginning with the name of the check.

    `status` is what the server answered; `leftToRight` the address of the style sheet for the other direction; `typed`
    what was filled in on the way, page by page; `known` what browsers would fill in and the account knows already.
    """
    page.keyboard.press("Shift")  # from here on browsers draw the focus as for people with a keyboard
    inside = [name for name in wanted if name != WALK] if wanted else None
    found: list[str] = page.evaluate(_program(), {"names": inside, **given}) if inside != [] else []
    return found + (walked(page) if wanted and WALK in wanted else [])


def walked(page: Any) -> list[str]:
    """What Tab passes by, meets out of order or cannot leave, from the beginning of the page to its end."""
    steps = page.evaluate(f"() => {{ {_script('ground')} return {_value('walk')}.begin() }}")
    for _ in range(steps):
        page.keyboard.press("Tab")
    for _ in range(steps):  # a busy browser may miss a press; whoever is trapped stays so
        if page.evaluate(ARRIVED):
            break
        page.keyboard.press("Tab")
    found = page.evaluate(f"() => {{ {_script('ground')} return {_value('walk')}.end() }}")
    return [f"{WALK}: {each}" for each in found]
