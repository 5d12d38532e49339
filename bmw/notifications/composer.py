"""One composer for every mail: plain text in the reader's language, and headers that cannot be broken out of."""

import hmac
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from bmw.kernel.settings import Settings
from bmw.kernel.text import _
from bmw.notifications.models import Message
from bmw.ui import current
from bmw.ui.links import path_of
from bmw.ui.locale import in_language
from bmw.ui.town import Town

TRICKS = (
    "Hi\r\nBcc: x@evil.example",
    "=?utf-8?q?x=0ABcc:_x@evil.example?=",
    "=?utf-8?b?eApCY2M6IHhAZXZpbC5leGFtcGxl?=",
    "=\x00?utf-8?q?x=0D=0ABcc:_x@evil.example?=",
    "=?utf-8?q?x=0A=20?= =?utf-8?q?=0ABcc:_x@evil.example?=",
)
"""Words with which people have added a recipient to other people's mails."""
SPACES = re.compile(r"\s+")


def header(text: str) -> str:
    """One line without controls, in which nothing can be read as an encoded word (`=?utf-8?q?x=0ABcc:…?=`)."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)
    return SPACES.sub(" ", plain).replace("=?", "= ?").strip()


def body(message: Message, settings: Settings, town: Town) -> str:
    """A letter: a greeting, the message, its page, who wrote, whom to ask, and how to get fewer mails."""
    page = f"{settings.public_url.rstrip('/')}{message.path}"
    with in_language(message.language):
        onward, regards = _("It goes on here:"), _("Kind regards")
        parts = [
            str(_("Good day!")),
            message.body,
            f"{onward}\n{page}" if message.path else "",
            f"{regards}\n{town.department}",
            "\n".join(_signature(message, settings, town)),
        ]
        return "\n\n".join(part for part in parts if part) + "\n"


def _signature(message: Message, settings: Settings, town: Town) -> Iterator[str]:
    """What stands below every mail, where mail programs fold it away."""
    yield "-- "
    yield str(_("%(platform)s, the participation platform of %(town)s", platform=town.platform, town=town.name))
    yield str(_("Questions? Write to %(mail)s or call %(phone)s.", mail=town.email, phone=town.phone))
    if not message.private:
        change = _("Change how we write to you:")
        yield f"{change} {_profile(message, settings)}"


def _profile(message: Message, settings: Settings) -> str:
    """Where somebody says how we write to them."""
    return settings.public_url.rstrip("/") + path_of("accounts.profile", message.language)


def compose(message: Message, settings: Settings, town: Town, at: datetime) -> EmailMessage:
    """The mail of a message; raises ValueError for an address that mail cannot reach."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(header(f"{town.platform} {town.name}"), addr_spec=settings.mail_from)
    mail["To"] = _reachable(message.address or "")
    mail["Subject"] = header(message.subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = number_of(message, settings)
    mail["Auto-Submitted"] = "auto-generated"
    if not message.private:
        mail["List-Unsubscribe"] = f"<{_profile(message, settings)}>"
    mail.set_content(body(message, settings, town), cte="quoted-printable")
    mail["Content-Language"] = message.language.removesuffix("-simple")
    return mail


def number_of(message: Message, settings: Settings) -> str:
    """The Message-ID: the same each time a mail is sent, so that a reader's program knows it again.

    A mail server that falls silent after it took a mail gets it once more. How many mails there are it tells nobody.
    """
    words = f"message-id\0{message.id}\0{message.created}"
    mark = hmac.new(current.secret(), words.encode(), sha256).hexdigest()[:32]
    return f"<{mark}@{settings.mail_from.rpartition('@')[2]}>"


def _reachable(address: str) -> Address:
    try:
        if address.isascii() and address.isprintable():
            return Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        raise ValueError("Mail cannot reach this address.") from error
    raise ValueError("Mail cannot reach this address.")


def holds(settings: Settings, town: Town, at: datetime) -> bool:
    """Whether nobody can add a line to the head of our mails on this machine, tried with the tricks that are known."""
    named = Town(**{**vars(town), "name": f"{town.name} {TRICKS[0]}"})
    for trick in TRICKS:
        message = Message(address="probe@example.org", language="de", subject=trick, body="", path="", private=True)
        head = bytes(compose(message, settings, named, at)).partition(b"\r\n\r\n")[0]
        read = message_from_bytes(head, policy=SMTP)
        if read["Bcc"] is not None or b"\nbcc:" in head.lower() or len(read.get_all("To") or ()) != 1:
            return False
    return True
