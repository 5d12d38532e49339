"""How pages ask: every field has a label, errors say where and what, nothing is asked twice, browsers may help."""

from collections import Counter
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bmw.ui.locale import offered, sentences

FIELDS = "input:not([type=hidden]):not([type=submit]), select, textarea"
SAMPLE = "[data-sample] *, [data-state] *"
TOKENS = {"email": "email", "tel": "tel"}
"""What browsers and password managers may fill in, by the kind of field; one-time codes go by their name."""


def _real(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """What matches and is no sample of the style guide."""
    samples = set(root.cssselect(SAMPLE))
    return [each for each in root.cssselect(selector) if each not in samples]


def labels_every_field(root: HtmlElement, status: int) -> None:
    labelled = {label.get("for") for label in root.cssselect("label[for]")}
    for control in root.cssselect(FIELDS):
        named = control.get("id") in labelled or control.get("aria-label") or control.get("aria-labelledby")
        assert named or any(p.tag == "label" for p in control.iterancestors()), (
            f"the field {control.get('name')} has a label"
        )
    assert not [e for e in root.cssselect("[placeholder]") if not e.get("aria-label")], "hints stand before the field"


def sends_forms_to_the_house(root: HtmlElement, status: int) -> None:
    for form in root.cssselect("form"):
        assert not urlsplit(form.get("action", "")).netloc, "forms go to our own pages"
        is_search = form.get("method", "get") == "get"
        assert is_search or form.get("novalidate") is not None or not form.cssselect("[required]"), (
            f"the page says itself what is wrong, not the browser in its own way: {form.get('action')}"
        )


def says_in_the_title_that_something_is_wrong(root: HtmlElement, status: int) -> None:
    language = root.get("lang")
    if language not in offered():
        return
    sign = sentences(language).gettext("Error:")
    title = " ".join(root.cssselect("head > title")[0].text_content().split())
    failed = bool(_real(root, "main .error-summary"))
    assert title.startswith(sign) is failed, f"the title tells of errors where there are some: {title}"
    assert failed or status != 422, "a failed form says what is wrong"


def leads_to_what_is_wrong(root: HtmlElement, status: int) -> None:
    summaries = _real(root, "main .error-summary")
    linked = {a.get("href") for each in summaries for a in each.cssselect("a")}
    for field in _real(root, "main [aria-invalid=true]"):
        about = (field.get("aria-describedby") or "").split()
        said = [e.text_content().strip() for e in root.cssselect(".kern-error") if e.get("id") in about]
        assert any(said), f"the error stands at its field: {field.get('id')}"
        group = {f"#{e.get('id')}" for e in root.cssselect(f"[name='{field.get('name')}']")}
        assert group & linked, f"the summary leads to the field {field.get('id')}"
    for summary in summaries:
        assert summary.get("tabindex") == "-1", "the summary can take the focus"
        assert summary.cssselect("h2"), "the summary has a heading"


def asks_nothing_twice(root: HtmlElement, status: int) -> None:
    for form in _real(root, "form"):
        names = [e.get("name") for e in form.cssselect(FIELDS) if e.get("type") not in ("radio", "checkbox")]
        twice = [name for name, times in Counter(name for name in names if name).items() if times > 1]
        assert not twice, f"asked twice: {twice}"
        labels = Counter(" ".join(e.text_content().split()) for e in form.cssselect("label") if not _is_choice(form, e))
        assert not [words for words, times in labels.items() if times > 1], f"two fields with one name: {labels}"
    tokens = Counter(e.get("autocomplete") for e in _real(root, "[autocomplete]") if e.get("autocomplete") != "off")
    assert not [token for token, times in tokens.items() if times > 1], f"the same is asked twice: {tokens}"


def _is_choice(form: HtmlElement, label: HtmlElement) -> bool:
    fields = [e for e in form.iter() if isinstance(e.tag, str) and e.get("id") == label.get("for")]
    return bool(fields) and fields[0].get("type") in ("radio", "checkbox")


def lets_browsers_fill_in(root: HtmlElement, status: int) -> None:
    for field in _real(root, "main input"):
        wanted = "one-time-code" if field.get("name") == "code" else TOKENS.get(field.get("type") or "")
        said = (field.get("autocomplete") or "").split()[-1:]
        is_of_others = field.get("type") == "email" and said == ["off"]
        assert not wanted or is_of_others or said == [wanted], (
            f"the field {field.get('name')} says what it asks for: {wanted}"
        )
    fields = _real(root, "main [autocomplete=off]")
    assert not [e.get("name") for e in fields if e.get("name") in ("code", "pseudonym")], (
        "nobody has to remember and type what a device knows"
    )
