"""What people type to sign in and to be called something."""

import unicodedata
from datetime import timedelta
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import BooleanField, EmailField, Field, HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired

from bmw.accounts import queries
from bmw.accounts.models import Person
from bmw.accounts.pseudonyms import objection, skeleton
from bmw.accounts.secret import CODE_DIGITS
from bmw.kernel.text import Reading, _
from bmw.ui.forms import CleanForm, Needed, SelectField, offer
from bmw.ui.forms_open import OpenForm
from bmw.ui.locale import offered


def plain_address(typed: str) -> str:
    """An e-mail address in the one form we keep; raises ValueError if mail cannot reach it."""
    return str(validate_email(typed, check_deliverability=False, allow_smtputf8=False).ascii_email).lower()


def digits_of(typed: str) -> str:
    """The digits of a code, whatever script and spaces they were typed with."""
    return "".join(str(unicodedata.digit(sign)) for sign in typed if sign.isdecimal())


class AddressForm(CleanForm):
    """An e-mail address."""

    address = EmailField(
        _("Your e-mail address"),
        [Needed(_("Please enter your e-mail address."))],
        description=_("For example name@example.org. Nobody else sees it."),
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )

    def validate_address(self, field: Field) -> None:
        """Mail must be able to reach it; whether we know it makes no difference."""
        try:
            plain_address(field.data or "")
        except EmailNotValidError:
            raise ValidationError(_("This does not look like an e-mail address. Please check it.")) from None

    @property
    def plain(self) -> str:
        """The address in the one form we keep."""
        return plain_address(self.address.data or "")


class SignInForm(AddressForm, OpenForm):
    """Where the mail with link and code goes."""

    quickest = timedelta(seconds=1)  # people let their browser fill in the address

    next = HiddenField()


class CodeForm(CleanForm):
    """The six digits of the mail."""

    code = StringField(
        _("Code from the mail"),
        [Needed(_("Please enter the code from the mail."))],
        description=_("Six digits."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )

    def validate_code(self, field: Field) -> None:
        """A code has six digits; one that has not is no try."""
        if len(digits_of(field.data or "")) != CODE_DIGITS:
            raise ValidationError(_("The code has six digits. Please check it."))

    @property
    def digits(self) -> str:
        """The code as it was mailed."""
        return digits_of(self.code.data or "")

    def refuse(self) -> None:
        """Say that the code lets nobody in."""
        self.code.errors = [*self.code.errors, _("This code is wrong or too old. Please use the newest mail.")]


class NameForm(CleanForm):
    """What somebody wants to be called."""

    pseudonym = StringField(
        _("Your name on this platform"),
        [Needed(_("Please choose a name."))],
        description=_("Everybody sees this name next to what you write. It need not be your real name."),
        render_kw={"autocomplete": "nickname", "maxlength": 40},
    )
    next = HiddenField()

    def __init__(self, *sent: Any, town: str = "", person_id: int | None = None, **values: Any) -> None:
        super().__init__(*sent, **values)
        self.town, self.person_id = town, person_id
        me: Person | None = values.get("obj")
        self.kept, self.barred = (me.pseudonym, me.barred) if me else ("", "")

    def validate_pseudonym(self, field: Field) -> None:
        """A name must not be somebody else's, nor sound as if the town were speaking; one's present name may stay."""
        if field.data == self.kept:
            return
        if against := objection(field.data or "", self.town):
            raise ValidationError(str(against))
        if self.barred and skeleton(field.data or "") == self.barred:
            raise ValidationError(_("The moderators have set this name aside. Please choose another one."))
        if queries.is_taken(field.data, besides=self.person_id):
            raise ValidationError(
                _("Somebody else has this name, or one that looks the same. Please choose another one.")
            )


class ProfileForm(NameForm):
    """Name, and how we write to somebody."""

    language = SelectField(_("Language of our mails to you"), [InputRequired(_("Please choose a language."))])
    by_mail = BooleanField(_("Send me messages by mail, too"))

    def __init__(self, *sent: Any, **values: Any) -> None:
        super().__init__(*sent, **values)
        self.language.choices = offer((each.tag, Reading.of(each.name, each.tag)) for each in offered().values())


__all__ = ["AddressForm", "CodeForm", "NameForm", "ProfileForm", "SignInForm"]
