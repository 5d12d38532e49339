"""How often somebody may ask for the code that deletes their account, and type one; booked before the step."""

from flask import request

from bmw.accounts.forms import digits_of
from bmw.accounts.secret import CODE_DIGITS
from bmw.accounts.tries import whose
from bmw.kernel.limits import What
from bmw.site.forms import TEXTS
from bmw.ui.floods import within


def may_ask_to_leave() -> bool:
    """Book a mail with a code; nobody's mailbox is flooded. A form without a choice sends none."""
    return request.form.get("texts") not in TEXTS or within((What.LEAVE_MAIL, whose()))


def may_type_code() -> bool:
    """Book a typed code: after twenty wrong ones not even the right one works any more that day."""
    typed = digits_of(request.form.get("code", ""))
    return len(typed) != CODE_DIGITS or within((What.LEAVE_CODE, whose()))
