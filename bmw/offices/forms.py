"""Forms of offices: whom to invite, which contribution, and why somebody looks."""

from wtforms import EmailField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from bmw.accounts.forms import AddressForm
from bmw.accounts.titles import TITLES
from bmw.kernel.text import _
from bmw.offices.models import REASONS
from bmw.ui.forms import AtLeast, AtMost, CleanForm, Needed, offer


class OfficeForm(CleanForm):
    """An office."""

    office = SelectField(
        _("Office"),
        [InputRequired(_("Please choose an office."))],
        choices=offer((office.value, title) for office, title in TITLES.items()),
    )


class InvitationForm(OfficeForm, AddressForm):
    """Whom the town invites, and to which office."""

    address = EmailField(
        _("E-mail address"),
        [Needed(_("Please enter an e-mail address."))],
        description=_("The invitation is sent there. It works once, for seven days."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class LookForm(CleanForm):
    """Why somebody must know who wrote this."""

    reason = RadioField(
        _("Why do you have to know?"),
        [Needed(_("Please choose a reason. There is no other."))],
        choices=offer((reason.value, words) for reason, words in REASONS.items()),
    )
    note = TextAreaField(
        _("In one sentence: what happened, who asks, file number"),
        [Needed(_("Please write one sentence.")), AtLeast(10), AtMost(500)],
        description=_("All administrators read this. The person you look up reads the reason and the day, not this."),
    )
