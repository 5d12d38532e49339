"""Forms of the pages about the platform itself."""

from wtforms import HiddenField, RadioField

from bmw.kernel.text import Sentence, _
from bmw.site.models import Done
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import CleanForm, Needed, VersionField, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm


class PageTextForm(CheckedForm, LocalizedForm):
    """The words of one page."""

    headings = True

    version = VersionField()
    title = InLanguages(_("Title"), needed=_("Please enter a title in German."))
    text = InLanguages(
        _("Text"),
        needed=_("Please enter a text in German."),
        most=30_000,
        long=True,
        hint=_(
            "You can use Markdown: ## for a heading, - for a list, **bold**. Leave an empty line between paragraphs."
        ),
    )


class StatementForm(CleanForm):
    """What the town did with its accessibility statement."""

    done = RadioField(_("Done"), choices=offer((each.value, each.value) for each in Done))


TEXTS: dict[str, Sentence] = {
    "stay": _("They stay. Instead of my name it says “former member”."),
    "go": _("They go as well. Where others built upon them, a sentence stands in their place."),
}


class LeaveForm(CleanForm):
    """Somebody wants to delete their account."""

    texts = RadioField(
        _("What shall become of the texts you published?"),
        [Needed(_("Please choose what shall become of your texts."))],
        choices=offer(TEXTS.items()),
    )


class FollowForm(CleanForm):
    """Whether somebody wants to hear what becomes of a thing."""

    follow = RadioField(_("Follow"), choices=offer([("yes", _("Follow")), ("no", _("Do not follow any more"))]))


SIZES: dict[str, Sentence] = {
    "100": _("Usual: 100 percent"),
    "125": _("Larger: 125 percent"),
    "150": _("Large: 150 percent"),
    "200": _("Very large: 200 percent"),
}
CONTRASTS: dict[str, Sentence] = {
    "device": _("As on my device"),
    "high": _("High: black and white, with strong lines"),
}
THEMES: dict[str, Sentence] = {
    "device": _("As on my device"),
    "light": _("Light: dark writing on a light ground"),
    "dark": _("Dark: light writing on a dark ground"),
}
SPACINGS: dict[str, Sentence] = {
    "normal": _("Usual"),
    "wide": _("More space between lines, words and letters, and shorter lines"),
}
READINGS: dict[str, Sentence] = {
    "whole": _("Everything on one page"),
    "single": _("One thing after the other: long pages show one part at a time"),
}


class DisplayForm(CleanForm):
    """How somebody likes to see pages."""

    next = HiddenField()
    size = RadioField(_("Text size"), [Needed(_("Please choose a text size."))], choices=offer(SIZES.items()))
    contrast = RadioField(_("Contrast"), [Needed(_("Please choose a contrast."))], choices=offer(CONTRASTS.items()))
    theme = RadioField(_("Colours"), [Needed(_("Please choose colours."))], choices=offer(THEMES.items()))
    spacing = RadioField(_("Spacing"), [Needed(_("Please choose a spacing."))], choices=offer(SPACINGS.items()))
    reading = RadioField(
        _("How long pages are shown"),
        [Needed(_("Please choose how long pages are shown."))],
        choices=offer(READINGS.items()),
    )
