"""Forms of the pages about the platform itself."""

from wtforms import RadioField

from bmw.kernel.text import Sentence, _
from bmw.site.models import Done
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import CleanForm, Needed, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm


class PageTextForm(CheckedForm, LocalizedForm):
    """The words of one page."""

    headings = True

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
