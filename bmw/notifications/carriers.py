"""Who carries a mail away: a folder on this machine, or a mail server."""

import smtplib
import ssl
from contextlib import AbstractContextManager, suppress
from email.message import EmailMessage
from pathlib import Path
from secrets import token_hex
from socket import SHUT_RDWR
from threading import Timer
from types import TracebackType
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from bmw.kernel.settings import SettingsError, folder_of, is_loopback

TIMEOUT = 20.0
LONGEST = 120.0
"""So many seconds a mail server has for one mail in all."""


class Refusal(Exception):
    """The mail will never arrive: trying again would change nothing."""


class Carrier(AbstractContextManager["Carrier"], Protocol):
    """Something that carries mails while it is open."""

    @property
    def is_open(self) -> bool:
        """Whether it still carries; a line that broke does not."""

    def carry(self, mail: EmailMessage) -> None:
        """Hand one mail over; raises OSError if it may work later, Refusal if not."""


class Folder(Carrier):
    """Lays mails into a folder, for the demo town and for tests."""

    def __init__(self, path: str) -> None:
        self.path = path

    @property
    def is_open(self) -> bool:
        """A folder always is."""
        return True

    def carry(self, mail: EmailMessage) -> None:
        """Write one `.eml` file; its name starts with its date so that the newest comes last."""
        folder = folder_of(self.path)
        moment = mail["Date"].datetime.strftime("%Y%m%d-%H%M%S")
        name = f"{moment}-{token_hex(4)}"
        unfinished = Path(folder) / f".{name}"
        unfinished.write_bytes(bytes(mail))
        unfinished.rename(folder / f"{name}.eml")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A folder needs no closing."""


class Server(Carrier):
    """Hands mails to a mail server: over verified TLS, unless it runs on this machine."""

    def __init__(self, address: SplitResult) -> None:
        self.address = address

    @property
    def is_open(self) -> bool:
        """Until the line breaks, or the server wants to hear no more."""
        return self.smtp.sock is not None

    def __enter__(self) -> "Server":
        host, secure = self.address.hostname or "", ssl.create_default_context()
        if self.address.scheme == "smtps":
            self.smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, self.address.port or 465, timeout=TIMEOUT, context=secure)
        else:
            self.smtp = smtplib.SMTP(host, self.address.port or 587, timeout=TIMEOUT)
        try:
            self._greet(host, secure)
        except BaseException:
            self.smtp.close()
            raise
        return self

    def _greet(self, host: str, secure: ssl.SSLContext) -> None:
        self.smtp.ehlo_or_helo_if_needed()
        if self.address.scheme == "smtp" and self.smtp.has_extn("starttls"):
            self.smtp.starttls(context=secure)
            self.smtp.ehlo()
        elif self.address.scheme == "smtp" and not is_loopback(host):
            raise OSError("The mail server does not offer encryption.")
        if self.address.username:
            self.smtp.login(unquote(self.address.username), unquote(self.address.password or ""))

    def carry(self, mail: EmailMessage) -> None:
        """Hand one mail over; a server's 5xx about recipient or content is final."""
        hang_up = Timer(LONGEST, self._hang_up)
        hang_up.daemon = True
        hang_up.start()
        try:
            self.smtp.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code, _text = next(iter(refused.recipients.values()))
            raise Refusal(str(code)) if code >= 500 else OSError(str(code)) from refused
        except smtplib.SMTPDataError as refused:
            raise Refusal(str(refused.smtp_code)) if refused.smtp_code >= 500 else refused from refused
        finally:
            hang_up.cancel()

    def _hang_up(self) -> None:
        """A server that says a letter now and then would hold the postman for ever."""
        line = self.smtp.sock
        if line is not None:
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye; a server that has gone already does not matter."""
        try:
            self.smtp.quit()
        except (OSError, smtplib.SMTPException):
            self.smtp.close()


def carrier(mail: str) -> Carrier:
    """Who carries mails, by the setting BMW_MAIL."""
    kind, _colon, path = mail.partition(":")
    if kind == "folder" and path:
        return Folder(path)
    if kind in ("smtp", "smtps") and urlsplit(mail).hostname:
        return Server(urlsplit(mail))
    raise SettingsError("BMW_MAIL must be folder:PATH, smtp://host:port or smtps://user:password@host:port.")
