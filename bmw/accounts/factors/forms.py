"""What people type about their second factors."""

from wtforms import Field, HiddenField, StringField, ValidationError

from bmw.accounts.factors.sealing import CODE_LENGTH, bare
from bmw.accounts.forms import digits_of
from bmw.accounts.secret import CODE_DIGITS
from bmw.kernel.text import _
from bmw.ui.forms import AtMost, CleanForm, Needed

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class ConfirmForm(CleanForm):
    """The code of an app, or a recovery code."""

    code = StringField(
        _("Your code"),
        [Needed(_("Please enter a code."))],
        description=_("The six digits that your app shows now, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "characters"},
    )
    next = HiddenField()

    def validate_code(self, field: Field) -> None:
        """What cannot be a code is no try."""
        if not (self.is_of_app or len(bare(field.data or "")) == CODE_LENGTH):
            raise ValidationError(
                _("A code has six digits, a recovery code sixteen letters and digits. Please check it.")
            )

    @property
    def is_of_app(self) -> bool:
        """Whether this looks like the code of an app."""
        typed = bare(self.code.data or "")
        return len(typed) == CODE_DIGITS and typed.isdecimal()

    @property
    def digits(self) -> str:
        """The code of an app as it was shown."""
        return digits_of(self.code.data or "")

    def refuse(self) -> None:
        """Say that the code confirms nothing."""
        self.code.errors = [
            *self.code.errors,
            _("This code is wrong or was used already. Please wait until your app shows the next one."),
        ]


class FactorNameForm(CleanForm):
    """What somebody calls a factor."""

    name = StringField(
        _("What do you call it?"),
        [Needed(_("Please give it a name.")), AtMost(60)],
        description=_("So that you know it again, for example: my phone."),
        render_kw={"autocomplete": "off"},
    )


class AppForm(FactorNameForm):
    """The first code of an app, and what the app is called."""

    code = StringField(
        _("Code from the app"),
        [Needed(_("Please enter the code that the app shows."))],
        description=_("Six digits. The app shows new ones every thirty seconds."),
        render_kw=CODE,
    )

    def validate_code(self, field: Field) -> None:
        """A code has six digits."""
        if len(digits_of(field.data or "")) != CODE_DIGITS:
            raise ValidationError(_("The code has six digits. Please check it."))

    @property
    def digits(self) -> str:
        """The code as it was shown."""
        return digits_of(self.code.data or "")

    def refuse(self) -> None:
        """Say that the code does not fit."""
        self.code.errors = [
            *self.code.errors,
            _("This code does not fit. Please check that the clock of your device is right, and take the next code."),
        ]


NO_PASSKEY = _("That did not work with the passkey. Please try again, or use the code of an app.")


class PasskeyForm(FactorNameForm):
    """What a browser says about the passkey it made."""

    credential = HiddenField()

    def refuse(self) -> None:
        """Say that no passkey was made."""
        self.name.errors = [*self.name.errors, NO_PASSKEY]


class SignedForm(CleanForm):
    """What a passkey has signed."""

    credential = HiddenField()
    next = HiddenField()

    def refuse(self) -> None:
        """Say that nothing was signed."""
        self.form_errors.append(NO_PASSKEY)
