"""Forms of the pages about the platform itself."""

from wtforms import BooleanField, RadioField

from bmw.kernel.text import _
from bmw.ui.forms import CleanForm, Needed, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm


class PageTextForm(LocalizedForm):
    """The words of one page."""

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


class LeaveForm(CleanForm):
    """Somebody wants to delete their account."""

    sure = BooleanField(
        _("Yes, delete my account"),
        [Needed(_("Please tick the box if you really want to delete your account."))],
    )


class FollowForm(CleanForm):
    """Whether somebody wants to hear what becomes of a thing."""

    follow = RadioField(_("Follow"), choices=offer([("yes", _("Follow")), ("no", _("Do not follow any more"))]))
