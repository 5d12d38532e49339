"""Forms that people send whom nobody knows yet: slowed where machines are quick, with a way on for every human."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from flask import g
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from bmw.kernel.text import Sentence, _
from bmw.ui import current, floods, trouble
from bmw.ui.alarms import Event, note
from bmw.ui.forms import CleanForm
from bmw.ui.signed import read, sign

NEW = timedelta(days=1)
"""So long an account is a newcomer's."""
OLD = timedelta(hours=24)
QUICK = _("That was very quick. Please look over it once more and then send it again. Nothing you typed is lost.")
LATE = _("This page was open for a long time. Please send it once more. Nothing you typed is lost.")
MUCH = _("Very much is being sent at the moment. Please send this once more in a moment. Nothing you typed is lost.")


def beginning() -> str:
    """When somebody began to fill in a form; the page that carries it is never cached."""
    g.nonce_given = True
    return sign("begun", str(int(current.at().timestamp())))


class OpenForm(CleanForm):
    """A form with a trap for machines, a shortest time to fill it in, and some trouble when too much comes in."""

    quickest: ClassVar[timedelta] = timedelta(seconds=3)

    website = StringField(validators=[Length(max=0, message=_("This field stays empty. Only machines fill it in."))])
    begun = HiddenField(default=beginning)
    trouble = HiddenField()
    proof = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Everything is right, and it was not sent by a machine as far as one can tell."""
        right = super().validate(extra_validators)
        if self.website.data:
            note(Event.TRAP)
        against = self._against_machines() if right else None
        if against:
            self.form_errors.append(against)
        return right and not against

    def _against_machines(self) -> Sentence | None:
        """What has to be done before this is taken in, if anything."""
        since = None if _is_known() else self._since()
        if not _is_known() and (since is None or not timedelta() <= current.at() - since <= OLD):
            self.begun.data = beginning()
            return LATE
        if since and current.at() - since < self.quickest and not current.settings().demo:
            return QUICK  # but in the demo town, which runs on one's own machine only, nobody is held up
        if floods.is_risky() and not trouble.is_taken(self.trouble.data, self.proof.data):
            self.trouble.data, self.proof.data = trouble.challenge(), ""
            return MUCH
        return None

    def _since(self) -> datetime | None:
        said = read("begun", self.begun.data)
        return datetime.fromtimestamp(int(said), UTC) if said else None


def _is_known() -> bool:
    """Whether this comes from somebody who has had an account for a while."""
    created = getattr(current.who(), "created", None)
    return created is not None and current.at() - created >= NEW
