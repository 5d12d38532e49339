"""Delivery: sent once, tried again, ended honestly, and forgotten."""

import email
import socket
import time
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import timedelta
from email.policy import SMTP
from pathlib import Path
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from bmw.kernel.database import db, transaction
from bmw.kernel.settings import Settings, SettingsError
from bmw.notifications import carriers, delivery, service, worker
from bmw.notifications.carriers import carrier
from bmw.notifications.delivery import LEASE, LINES, WAITS, deliver, take
from bmw.notifications.models import Delivery, Message
from tests import factories
from tests.factories import NOW

DOWN = "smtp://127.0.0.1:9"


class Postbox:
    """A mail server that keeps what it gets, and refuses some people."""

    def __init__(self) -> None:
        self.mails = []
        self.meanwhile = nullcontext
        self.leaving = lambda: None
        self.handle_RCPT, self.handle_DATA, self.handle_QUIT = self.judge, self.keep, self.part

    async def judge(self, server, session, envelope, address, options):
        refused = {"nobody": "550 No such user", "later": "451 Try again later"}.get(address.split("@")[0])
        if not refused:
            envelope.rcpt_tos.append(address)
        return refused or "250 OK"

    async def keep(self, server, session, envelope):
        with self.meanwhile():
            self.mails.append(email.message_from_bytes(envelope.content, policy=SMTP))
        if "breaks@example.org" in envelope.rcpt_tos:
            server.transport.abort()
        return "250 OK"

    async def part(self, server, session, envelope):
        self.leaving()
        return "221 Bye"


@pytest.fixture
def postbox():
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.url = f"smtp://127.0.0.1:{controller.port}"
    yield box
    controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def outbox(app, tmp_path):
    return Settings(mail=f"folder:{tmp_path / 'mail'}")


def write(address: str = "lena@example.org", **more) -> None:
    with transaction():
        service.send_privately(address, "de", "Code", "123 456", NOW, **more)


@contextmanager
def endless():
    """A mail server that greets, and then never comes to the end of its sentence."""

    def talk(door):
        with suppress(OSError), door.accept()[0] as line:
            line.sendall(b"220 hello\r\n")
            line.recv(1000)
            line.sendall(b"250 hello\r\n")
            line.recv(1000)
            line.sendall(b"250-")
            while True:
                line.sendall(b"x")
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as door:
        talking = Thread(target=talk, args=[door])
        talking.start()
        yield f"smtp://127.0.0.1:{door.getsockname()[1]}"
        talking.join()


def message() -> Message:
    with transaction(writes=False):
        return db.scalars(select(Message)).one()


def files(settings: Settings) -> list[Path]:
    return sorted(Path(settings.mail.removeprefix("folder:")).glob("*.eml"))


def test_a_mail_is_laid_into_the_folder_once(outbox):
    write()
    assert [deliver(outbox, NOW), deliver(outbox, NOW)] == [1, 0]
    (file,) = files(outbox)
    assert "123 456" in email.message_from_bytes(file.read_bytes(), policy=SMTP).get_content()


def test_after_sending_a_private_mail_is_forgotten(outbox):
    write(endpoint="accounts.enter", token="secret")
    deliver(outbox, NOW)
    sent = message()
    assert (sent.delivery, sent.address, sent.subject, sent.body, sent.path) == (Delivery.SENT, None, "", "", "")


def test_after_sending_a_message_stays_in_the_app_without_its_address(outbox):
    with transaction():
        service.tell(factories.person(), "Betreff", "Text", NOW)
    deliver(outbox, NOW)
    assert (message().delivery, message().address, message().body) == (Delivery.SENT, None, "Text")


def test_a_real_mail_server_gets_the_mail(app, postbox):
    write()
    assert deliver(Settings(mail=postbox.url), NOW) == 1
    (mail,) = postbox.mails
    assert (mail["To"], "123 456" in mail.get_content()) == ("lena@example.org", True)


def test_somebody_unknown_to_their_server_fails_for_good_and_nobody_else(app, postbox):
    write("nobody@example.org")
    write("later@example.org")
    write()
    assert deliver(Settings(mail=postbox.url), NOW) == 1
    with transaction(writes=False):
        ended = [each.delivery for each in db.scalars(select(Message).order_by(Message.id))]
    assert ended == [Delivery.FAILED, Delivery.WAITING, Delivery.SENT]


def test_a_server_that_is_down_is_tried_again_later_and_later(app):
    write()
    at, waited = NOW, []
    for _try in WAITS:
        assert deliver(Settings(mail=DOWN), at) == 0
        waited.append(message().due - at)
        at = message().due
    assert tuple(waited) == WAITS


def test_after_the_last_try_a_mail_has_failed_and_is_forgotten(app):
    write()
    for _try in range(len(WAITS) + 1):
        deliver(Settings(mail=DOWN), message().due)
    ended = message()
    assert (ended.delivery, ended.address, ended.body) == (Delivery.FAILED, None, "")


def test_a_mail_that_failed_once_arrives_later(app, outbox):
    write()
    deliver(Settings(mail=DOWN), NOW)
    assert deliver(outbox, NOW) == 0
    assert deliver(outbox, message().due) == 1


def test_a_line_that_breaks_after_a_mail_holds_up_nobody_else(app, postbox):
    write("breaks@example.org")
    write()
    assert deliver(Settings(mail=postbox.url), NOW) == 1
    with transaction(writes=False):
        ended = [(each.delivery, each.tries) for each in db.scalars(select(Message).order_by(Message.id))]
    assert ended == [(Delivery.WAITING, 1), (Delivery.SENT, 1)]


def test_however_often_the_line_breaks_the_rest_waits_as_if_untried(app, postbox):
    for _n in range(LINES):
        write("breaks@example.org")
    write()
    assert deliver(Settings(mail=postbox.url), NOW) == 0
    assert deliver(Settings(mail=postbox.url), NOW) == 1


def test_a_mail_that_is_sent_once_more_is_recognised(app, postbox):
    write("breaks@example.org")
    write("breaks@example.org")
    for at in (NOW, NOW + WAITS[0]):
        deliver(Settings(mail=postbox.url), at)
    first, second, *again = [mail["Message-ID"] for mail in postbox.mails]
    assert (again, first == second) == ([first, second], False)


def test_while_our_own_address_is_set_wrongly_mails_wait(outbox):
    write()
    assert deliver(replace(outbox, mail_from="no address @"), NOW) == 0
    assert deliver(outbox, NOW + WAITS[0]) == 1


def test_what_was_written_while_the_clock_was_wrong_does_not_wait_for_it(outbox):
    with transaction():
        service.send_privately("lena@example.org", "de", "Code", "1", NOW + timedelta(days=365))
    assert deliver(outbox, NOW) == 1


def test_what_was_tried_while_the_clock_was_wrong_does_not_wait_for_it(outbox):
    write()
    deliver(Settings(mail=DOWN), NOW + timedelta(days=365))
    assert deliver(outbox, NOW) == 1


def test_a_server_that_says_a_letter_now_and_then_is_hung_up_on(app, monkeypatch):
    monkeypatch.setattr(carriers, "LONGEST", 0.2)
    with endless() as address:
        write()
        assert deliver(Settings(mail=address), NOW) == 0
    assert message().delivery is Delivery.WAITING


def test_a_code_that_has_run_out_is_not_sent(outbox):
    write(until=NOW + timedelta(minutes=15))
    assert deliver(outbox, NOW + timedelta(minutes=16)) == 0
    assert (message().delivery, files(outbox)) == (Delivery.FAILED, [])


def test_a_broken_address_fails_and_harms_nobody(outbox):
    write("a@b.de\r\nBcc: x@evil.example")
    write()
    assert deliver(outbox, NOW) == 1


def test_two_postmen_never_take_the_same_mail(outbox):
    write()
    assert len(take(NOW)) == 1
    assert take(NOW) == []


def test_when_the_clock_jumps_what_another_postman_took_is_left_to_him(app, postbox):
    @contextmanager
    def a_day_later():
        take(NOW + timedelta(days=1))
        yield

    write()
    write()
    postbox.meanwhile = a_day_later
    assert deliver(Settings(mail=postbox.url), NOW) == len(postbox.mails) == 1


def test_what_a_postman_who_closes_gave_back_stays_with_whoever_took_it_next(app, postbox):
    @contextmanager
    def close():
        delivery.closing.set()
        yield

    write()
    write()
    postbox.meanwhile, postbox.leaving = close, lambda: take(NOW)
    try:
        assert deliver(Settings(mail=postbox.url), NOW) == 1
    finally:
        delivery.closing.clear()
    with transaction(writes=False):
        second = db.scalars(select(Message).order_by(Message.id.desc())).first()
        assert (second.tries, second.due) == (1, NOW + LEASE)


def test_what_a_postman_took_before_he_fell_is_due_again(outbox):
    write()
    take(NOW)
    assert deliver(outbox, NOW + LEASE) == 1


def test_a_step_that_failed_sends_nothing(outbox):
    with suppress(RuntimeError), transaction():
        service.send_privately("lena@example.org", "de", "Code", "1", NOW)
        raise RuntimeError
    assert deliver(outbox, NOW) == 0


def test_while_a_mail_is_on_its_way_others_can_write(app, postbox):
    write()
    postbox.meanwhile = transaction
    assert deliver(Settings(mail=postbox.url), NOW) == 1


def test_a_server_elsewhere_must_encrypt(app):
    box = Postbox()
    name = socket.gethostname()
    controller = Controller(box, hostname="0.0.0.0", port=free_port())
    controller.start()
    try:
        with pytest.raises(OSError, match="encryption"), carrier(f"smtp://{name}:{controller.port}"):
            pass
    finally:
        controller.stop()


@pytest.mark.parametrize("mail", ["", "folder:", "http://x", "smtp:", "smtps://", "mail"])
def test_an_impossible_setting_is_explained(mail):
    with pytest.raises(SettingsError, match="BMW_MAIL"):
        carrier(mail)


def test_the_postman_beside_the_server_brings_a_mail_within_seconds(app, client):
    postman = worker.start(app, lambda: None)
    try:
        client.send("/de/anmelden", address="lena@example.org")
        ends = time.monotonic() + 10
        while not files(app.extensions["bmw_settings"]) and time.monotonic() < ends:
            time.sleep(0.02)
        assert len(files(app.extensions["bmw_settings"])) == 1
    finally:
        postman.stop(graceful=True)
