"""What a screen reader says, in German and as people hear it: one line for each stop, nothing said twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

ROLES = {
    "alert": "Warnung",
    "article": "Artikel",
    "banner": "Kopfbereich",
    "blockquote": "Zitat",
    "button": "Schalter",
    "caption": "Beschriftung",
    "cell": "Zelle",
    "checkbox": "Kontrollfeld",
    "columnheader": "Spaltenkopf",
    "combobox": "Auswahlliste",
    "complementary": "Nebenbereich",
    "contentinfo": "Fußbereich",
    "definition": "Angabe",
    "figure": "Abbildung",
    "form": "Formular",
    "graphics-document": "Zeichnung",
    "group": "Gruppe",
    "heading": "Überschrift",
    "image": "Bild",
    "link": "Link",
    "list": "Liste",
    "listbox": "Listenfeld",
    "listitem": "Eintrag",
    "main": "Hauptbereich",
    "meter": "Messwert",
    "navigation": "Navigation",
    "note": "Hinweis",
    "option": "Auswahl",
    "progressbar": "Fortschritt",
    "radio": "Auswahlknopf",
    "radiogroup": "Auswahlgruppe",
    "region": "Bereich",
    "row": "Zeile",
    "rowheader": "Zeilenkopf",
    "search": "Suche",
    "searchbox": "Suchfeld",
    "separator": "Trennlinie",
    "spinbutton": "Zahlenfeld",
    "status": "Status",
    "table": "Tabelle",
    "term": "Begriff",
    "textbox": "Eingabefeld",
    "time": "Zeit",
}
SILENT = {
    "paragraph",
    "generic",
    "rowgroup",
    "code",
    "emphasis",
    "strong",
    "document",
    "time",
    "mark",
    "deletion",
    "end",
}
"""What is read on without a word about it."""
TRAITS = {
    "level (\\d+)": r"Ebene \1",
    "position (\\d+)": r"\1",
    "set size (\\d+)": r"von \1",
    "not checked": "nicht gewählt",
    "partially checked": "teils gewählt",
    "checked": "gewählt",
    "not selected": "nicht gewählt",
    "selected": "gewählt",
    "required": "Pflichtfeld",
    "not required": "",
    "not expanded": "zugeklappt",
    "expanded": "aufgeklappt",
    "current (?:item|page|step|date|time|location)": "hier sind Sie",
    "invalid": "ungültig",
    "not invalid": "",
    "disabled": "nicht verfügbar",
    "not disabled": "",
    "has popup listbox": "",
    "not atomic|atomic|busy|not busy|assertive|polite": "",
}
PHRASE = re.compile(r"([a-z][a-z-]*)(?:, (.*))?", re.DOTALL)


@dataclass
class Stop:
    """A thing on the page: its role, its name, its state, and what lies in it."""

    role: str
    name: str
    traits: list[str]
    within: list["Stop | str"] = field(default_factory=list)

    def words(self) -> str:
        """All text that lies in it."""
        return " ".join(each if isinstance(each, str) else each.words() or each.name for each in self.within)

    def all(self, *roles: str) -> Iterator["Stop"]:
        """Everything of these roles that lies in it, however deep."""
        for each in self.within:
            if isinstance(each, Stop):
                if each.role in roles:
                    yield each
                yield from each.all(*roles)

    def said(self) -> str:
        """Its role, its name and its state in one line."""
        known = [ROLES.get(self.role, self.role)]
        known += [trait for trait in self.traits if self.role == "heading"]
        told = " ".join(known) + (f": {self.name}" if self.name else "")
        told = ", ".join([told, *(trait for trait in self.traits if self.role != "heading")])
        return told.replace(", von ", " von ")


def parsed(phrases: list[str]) -> list[Stop | str]:
    """The phrases as things that lie in each other. Read from the end: what has no end has nothing in it."""
    levels: list[tuple[str, list[Stop | str]]] = [("", [])]
    for phrase in reversed(phrases):
        if phrase.startswith(("end of ", "end, ")):
            levels.append((re.sub("^end( of|,) ", "", phrase), []))
            continue
        inner = levels.pop()[1] if len(levels) > 1 and levels[-1][0] == phrase else None
        levels[-1][1].insert(0, _thing(phrase, inner))
    return levels[0][1]


def _thing(phrase: str, inner: list[Stop | str] | None) -> Stop | str:
    found = PHRASE.fullmatch(phrase)
    if found and found[1] in ROLES.keys() | SILENT:
        name, traits = _parted(found[2] or "")
        return Stop(found[1], name, traits, inner or [])
    return phrase if inner is None else Stop("part", *_parted(phrase), inner)


def _parted(words: str) -> tuple[str, list[str]]:
    """A name and the states that are said after it."""
    parts, traits = words.split(", "), []
    while parts and (german := _trait(parts[-1])) is not None:
        traits.insert(0, german)
        parts.pop()
    return ", ".join(parts), [each for each in traits if each]


def _trait(words: str) -> str | None:
    return next((found.expand(german) for way, german in TRAITS.items() if (found := re.fullmatch(way, words))), None)


def spoken(phrases: list[str]) -> list[str]:
    """The phrases in German, each line as deep as the thing lies in others."""
    return list(_lines(parsed(phrases), ""))


def _lines(things: list[Stop | str], around: str) -> Iterator[str]:
    """Line by line, and a sentence in one, though numbers and names in it are parts of their own."""
    before = ""
    for line in _each(things, around):
        if before.endswith(":") and not line.startswith(" "):
            before = f"{before} {line}"
        elif before and re.match(r"\d{4}-\d{5}|[.,;!?)]|: ", line):
            before = f"{before}{'' if line[0] in '.,;!?):' else ' '}{line}"
        else:
            yield from [before] if before else []
            before = line
    yield from [before] if before else []


def _each(things: list[Stop | str], around: str) -> Iterator[str]:
    """Line by line; a label is not said again where the thing that it names says it."""
    named = around
    for number, each in enumerate(things):
        if isinstance(each, Stop):
            yield from WAYS.get(each.role, _container)(each)
            named = each.name if each.role in FIELDS else around
        elif each not in named and each not in _name_of(things[number + 1 :]):
            yield each


def _name_of(after: list[Stop | str]) -> str:
    """The name of the field that comes next, past its hint."""
    return next((each.name for each in after if isinstance(each, Stop) and each.role in FIELDS), "")


def _deeper(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _through(stop: Stop) -> Iterator[str]:
    return _lines(stop.within, "")


def _container(stop: Stop) -> Iterator[str]:
    yield stop.said()
    yield from _deeper(_lines(stop.within, stop.name))


def _part(stop: Stop) -> Iterator[str]:
    """A part without a role: the place where somebody is, or the words of a legend."""
    if stop.name:
        return
    yield ", ".join([stop.words(), *stop.traits])


def _group(stop: Stop) -> Iterator[str]:
    """A group without a name may be something to unfold: what stands on it comes first."""
    yield stop.said()
    first = stop.within[0] if stop.within else ""
    if not stop.name and isinstance(first, Stop) and first.role == "part" and first.name:
        yield f"  {first.name}"
    yield from _deeper(_lines(stop.within, stop.name))


def _leaf(stop: Stop) -> Iterator[str]:
    yield stop.said()
    inner = " ".join(stop.words().split())
    if inner and inner not in stop.name and re.sub(r"\W", "", inner) != re.sub(r"\W", "", stop.name):
        yield f"  (zu sehen: {inner})"


def _heading(stop: Stop) -> Iterator[str]:
    linked = any(stop.all("link"))
    yield stop.said() + (", Link" if linked else "")


def _list(stop: Stop) -> Iterator[str]:
    count = sum(isinstance(each, Stop) and each.role == "listitem" for each in stop.within)
    yield f"Liste mit {count} {'Eintrag' if count == 1 else 'Einträgen'}" + (f": {stop.name}" if stop.name else "")
    yield from _deeper(_through(stop))


def _item(stop: Stop) -> Iterator[str]:
    for number, line in enumerate(_through(stop)):
        yield ("• " if number == 0 else "  ") + line


def _term(stop: Stop) -> Iterator[str]:
    yield f"{stop.words() or stop.name} …"


def _definition(stop: Stop) -> Iterator[str]:
    for line in _through(stop):
        yield f"… {line}"


def _choice(stop: Stop) -> Iterator[str]:
    """A list that is closed says what is chosen, not what could be."""
    options = list(stop.all("option"))
    chosen = [each.name for each in options if "gewählt" in each.traits] or [each.name for each in options[:1]]
    whole = "".join(chosen[:1])
    text, _comma, value = whole.rpartition(", ")
    for shown, hidden in ((whole, whole), (text, value)):
        if shown and stop.name.endswith(f", {hidden}"):
            stop.name, chosen = stop.name.removesuffix(f", {hidden}"), [shown]
    yield f"{stop.said()}: {', '.join(chosen) or 'nichts'}, eine von {len(options)} Möglichkeiten"


def _row(stop: Stop) -> Iterator[str]:
    cells = [each for each in stop.within if isinstance(each, Stop)]
    heads = all(each.role == "columnheader" for each in cells)
    yield ("Spalten: " if heads else "Zeile: ") + " | ".join(each.words() or each.name or "leer" for each in cells)


FIELDS = {"textbox", "combobox", "listbox", "spinbutton", "searchbox", "checkbox", "radio"}
WAYS = {
    **dict.fromkeys(SILENT, _through),
    **dict.fromkeys(("link", "button", "textbox", "searchbox", "spinbutton", "checkbox", "radio", "image"), _leaf),
    **dict.fromkeys(("combobox", "listbox"), _choice),
    "caption": lambda stop: iter(()),
    "part": _part,
    "definition": _definition,
    "group": _group,
    "heading": _heading,
    "list": _list,
    "listitem": _item,
    "row": _row,
    "term": _term,
}
