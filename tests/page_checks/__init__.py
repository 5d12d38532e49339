"""What is true of every page of the house: one function for each sentence, run by every test that opens a page.

Each is proven able to fail by a planted defect in `tests/house/test_planted.py`.
"""

from collections.abc import Callable
from inspect import signature

from lxml.html import HtmlElement

from tests.page_checks import asking, frame, language, meaning

Check = Callable[[HtmlElement, int], None]
CHECKS: dict[str, Check] = {
    name: check
    for module in (frame, meaning, language, asking)
    for name, check in vars(module).items()
    if callable(check) and getattr(check, "__module__", "") == module.__name__ and not name.startswith("_")
    if tuple(signature(check).parameters) == ("root", "status")
}


def untrue(root: HtmlElement, status: int) -> list[str]:
    """What is not true of a page, one line each; a test of one page stops at the first."""
    found = []
    for name, check in CHECKS.items():
        try:
            check(root, status)
        except AssertionError as wrong:
            found.append(f"{name}: {str(wrong).partition(chr(10))[0]}")
    return found
