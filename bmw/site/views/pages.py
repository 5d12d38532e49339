"""The town's own pages: legal notice, privacy, rules, help; and the editors' way to all that they look after."""

from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Office
from bmw.focus.queries import fields
from bmw.kernel.rules import anyone, holds
from bmw.kernel.text import Reading, Sentence, _
from bmw.processes.queries import all_of_them
from bmw.site import queries, service
from bmw.site.conformance import wording
from bmw.site.conformance.steps import days
from bmw.site.forms import PageTextForm
from bmw.site.retention import in_words
from bmw.site.shipped import Wording, fill, part
from bmw.site.views.room import bp
from bmw.site.views.verdict import ours
from bmw.strategy.queries import unplanned
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.locale import in_language, offered
from bmw.ui.pages import page, see

PAGES: dict[str, Sentence] = {
    "help": _("Help"),
    "rules": _("Rules of participation"),
    "netiquette": _("Netiquette"),
    "privacy": _("Privacy"),
    "imprint": _("Legal notice"),
    "accessibility": _("Accessibility"),
}
EASY = "de-simple"
"""German in Leichte Sprache."""
may_edit = holds(Office.EDITOR, Office.ADMINISTRATOR)


def town_names() -> dict[str, str]:
    """What stands for the names in braces."""
    town = current.town()
    plain = ("kind", "council", "platform", "department", "street", "postcode", "phone", "email")
    return {
        **{name: getattr(town, name) for name in plain},
        "town": town.name,
        "authority": town.accessibility.authority,
        "authority_url": town.accessibility.authority_url,
        "norm": town.accessibility.norm,
        "url": current.settings().public_url.rstrip("/"),
        "lang": current.lang(),
    }


def _shown(slug: str) -> ResponseReturnValue:
    words = queries.wording(slug)
    title, text = words.title.reading(current.lang()), words.text.reading(current.lang())
    example = words.is_example and current.town().examples
    filled = Reading(_filled(slug, text), text.lang, text.dir, text.origin)
    easy = _easy() if slug == "accessibility" and current.lang() == EASY != text.lang else ""
    return page("site/text.html", slug=slug, title=title, text=filled, example=example, easy=easy)


def _easy() -> str:
    """What the overview in Leichte Sprache says about accessibility and help."""
    words = queries.wording("simple").text[EASY]
    return fill("\n".join(part(words, anchor) for anchor in ("alle", "zurecht", "hilfe")), town_names())


def _filled(slug: str, text: Reading) -> str:
    """The words with names filled in; what the platform itself has to say is there, whoever wrote the rest."""
    written, names = text.text, town_names()
    with in_language(text.lang if text.lang in offered() else "de"):
        for name, heading, words in made_parts(slug):
            names[name] = words
            if f"{{{name}}}" not in written:
                written += f"\n\n## {heading}\n\n{{{name}}}"
    return fill(written, names)


def made_parts(slug: str) -> Iterable[tuple[str, Sentence, str]]:
    """The parts of a page that are made and not written: their names in braces, their headings, their words."""
    if slug == "privacy":
        yield "kept", _("How long we keep what"), in_words()
    if slug == "accessibility":
        parts = wording.blocks(ours(), current.town().accessibility, *days(current.town().accessibility))
        yield from ((name, heading, parts[name]) for name, heading in wording.HEADINGS)


@bp.get("/<lang:lang>/hilfe")
@allowed(anyone)
def help() -> ResponseReturnValue:
    """How everything works, and where a human being helps."""
    return _shown("help")


@bp.get("/<lang:lang>/teilnahmeregeln")
@allowed(anyone)
def rules() -> ResponseReturnValue:
    """Who can take part, and what people can rely on."""
    return _shown("rules")


@bp.get("/<lang:lang>/netiquette")
@allowed(anyone)
def netiquette() -> ResponseReturnValue:
    """How we treat each other: the eight rules that moderators decide by."""
    return _shown("netiquette")


@bp.get("/<lang:lang>/datenschutz")
@allowed(anyone)
def privacy() -> ResponseReturnValue:
    """Which data the platform keeps, why and for how long."""
    return _shown("privacy")


@bp.get("/<lang:lang>/impressum")
@allowed(anyone)
def imprint() -> ResponseReturnValue:
    """Who runs the platform."""
    return _shown("imprint")


@bp.get("/<lang:lang>/barrierefreiheit")
@allowed(anyone)
def accessibility() -> ResponseReturnValue:
    """How accessible the platform is, what is missing, and who helps."""
    return _shown("accessibility")


@bp.get("/<lang:lang>/redaktion")
@allowed(may_edit)
def editing() -> ResponseReturnValue:
    """Everything that editors look after, in one place."""
    processes = all_of_them()
    return page("site/editing.html", pages=PAGES, fields=fields(), processes=processes, unplanned=unplanned())


def _known(slug: str) -> Wording | None:
    return queries.wording(slug) if slug in PAGES else None


@bp.route("/<lang:lang>/redaktion/seiten/<slug>", methods=["GET", "POST"])
@allowed(may_edit, on=_known)
def edit_page(wording: Wording) -> ResponseReturnValue:
    """An editor writes a page in the town's own words."""
    form = PageTextForm.sent(obj=wording)
    if form.is_complete:
        title, text = form.text_of("title"), form.text_of("text")
        service.rewrite(wording.slug, title, text, current.at(), seen=form.version.seen)
        return see(f"site.{wording.slug}")
    names: dict[str, Any] = {
        "is_template": wording.is_example,
        "slug": wording.slug,
        "what": PAGES[wording.slug],
        "names": sorted(town_names()),
    }
    return page("site/edit_page.html", form=form, back=url_for("site.editing"), **names)
