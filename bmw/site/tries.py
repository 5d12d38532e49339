"""How often somebody may ask for the code that deletes their account, and type one; booked before the step."""

from flask import request

from bmw.accounts.forms import digits_of
from bmw.accounts.secret import CODE_DIGITS
from bmw.accounts.tries import DAY, HOUR, whose
from bmw.kernel.limits import spend
from bmw.site.forms import TEXTS
from bmw.ui import current

MAILS, CODES = 10, 20


def may_ask_to_leave() -> bool:
    """Book a mail with a code; nobody's mailbox is flooded. A form without a choice sends none."""
    return request.form.get("texts") not in TEXTS or spend("leave mail", whose(), most=MAILS, per=HOUR, at=current.at())


def may_type_code() -> bool:
    """Book a typed code: after twenty wrong ones not even the right one works any more that day."""
    if len(digits_of(request.form.get("code", ""))) != CODE_DIGITS:
        return True
    return spend("leave code", whose(), most=CODES, per=DAY, at=current.at())
