"""What editors fill in about fields and districts."""

from typing import Any

from wtforms import IntegerField, RadioField, StringField, ValidationError

from bmw.focus.models import District
from bmw.focus.plans import About
from bmw.focus.queries import districts
from bmw.kernel.text import Sentence, _
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtMost, CleanForm, CreatingForm, Needed, VersionField, offer
from bmw.ui.forms_localized import InLanguages, LocalizedForm

ICONS: dict[str, Sentence] = {
    "infrastructure": _("Infrastructure"),
    "mobility": _("Mobility"),
    "energy": _("Energy and environment"),
    "buildings": _("Buildings and neighbourhoods"),
    "health": _("Health"),
    "education": _("Education"),
    "administration": _("Administration"),
    "tourism": _("Tourism and economy"),
}
"""The drawings there are, and what each shows."""
LAST = 99


class FieldForm(CheckedForm, LocalizedForm):
    """A focus field in the town's words."""

    headings = True

    version = VersionField()
    name = InLanguages(_("Name"), _("Please write the name in German."), most=80)
    summary = InLanguages(
        _("What it is about"), _("Please say in German what it is about."), most=240, hint=_("One sentence.")
    )
    text = InLanguages(_("Longer text"), most=4000, long=True)
    icon = RadioField(_("Drawing"), [Needed(_("Please choose a drawing."))], choices=offer(ICONS.items()))
    position = IntegerField(_("Place in the list"), [Needed(_("Please say at which place it stands, from 1 on."))])

    def validate_position(self, field: IntegerField) -> None:
        """A place people can count to."""
        if field.data is not None and not 1 <= field.data <= LAST:
            raise ValidationError(str(_("Please choose a place between 1 and %(last)s.", last=LAST)))

    def about(self) -> About:
        """What was filled in."""
        name, summary, text = (self.text_of(each) for each in ("name", "summary", "text"))
        return About(name, summary, text, self["icon"].data, self["position"].data)


class NewFieldForm(FieldForm, CreatingForm):
    """A new focus field."""


class DistrictForm(CleanForm):
    """A district, as people call it."""

    name = StringField(_("Name of the district"), [Needed(_("Please write the name of the district.")), AtMost(80)])

    def __init__(self, *args: Any, district: District | None = None, **values: Any) -> None:
        super().__init__(*args, **values)
        self.district = district

    def validate_name(self, field: StringField) -> None:
        """No two districts are called the same."""
        wanted = (field.data or "").casefold()
        if any(each.name.casefold() == wanted and each is not self.district for each in districts()):
            raise ValidationError(str(_("There is a district of this name already.")))


class NewDistrictForm(DistrictForm, CreatingForm):
    """A new district."""
