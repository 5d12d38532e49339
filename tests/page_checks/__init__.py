"""What is true of every page of the house: one function for each sentence, run by every test that opens a page.

Each is proven able to fail by a planted defect in `tests/house/test_planted.py`.
"""

from collections.abc import Callable

from lxml.html import HtmlElement

from tests.page_checks import asking, frame, language, meaning

Check = Callable[[HtmlElement, int], None]
CHECKS: dict[str, Check] = {
    name: check
    for module in (frame, meaning, language, asking)
    for name, check in vars(module).items()
    if callable(check) and getattr(check, "__module__", "") == module.__name__ and not name.startswith("_")
}
