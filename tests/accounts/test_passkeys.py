"""Passkeys: made and used on our own host, verified, counted, each challenge once."""

from dataclasses import replace
from typing import Any

import pytest

from bmw.accounts.factors.passkeys import Home
from bmw.accounts.models import Office
from bmw.kernel.database import transaction
from tests import factories
from tests.accounts.authenticator import PRESENT, Authenticator, data
from tests.accounts.factors_of import CONFIRM, FACTORS, app_of, factors_of

DESK = "/de/moderation"


@pytest.fixture
def mona(app):
    app.extensions["bmw_settings"] = replace(app.extensions["bmw_settings"], public_url="http://localhost:8000")
    with transaction():
        return factories.person(Office.MODERATOR, name="Mona")


def make(client: Any, key: Authenticator, status: int = 303) -> Any:
    asked = client.post(f"{FACTORS}/passkey/frage").get_json()
    return client.send(f"{FACTORS}/passkey", status, credential=key.make(asked), name="Mein Schlüssel")


def sign(client: Any, key: Authenticator, status: int = 303) -> Any:
    asked = client.post(f"{CONFIRM}/passkey/frage").get_json()
    return client.send(f"{CONFIRM}/passkey", status, credential=key.sign(asked), next=DESK)


@pytest.fixture
def key(browser, mona):
    """Mona's passkey."""
    made = Authenticator()
    make(browser().sign_in(mona, confirmed=False), made)
    return made


def test_a_passkey_is_made_and_confirms(browser, mona, key):
    phone = browser().sign_in(mona, confirmed=False)
    phone.see(DESK, 403)
    assert sign(phone, key).location == DESK
    phone.see(DESK)
    assert [(each.kind, each.counter) for each in factors_of(mona)] == [("passkey", 1)]


def test_what_is_asked_demands_that_the_owner_is_verified_and_tells_nothing(browser, mona, key):
    asked = browser(mona).post(f"{FACTORS}/passkey/frage").get_json()
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert (asked["rp"]["id"], asked["excludeCredentials"][0]["type"]) == ("localhost", "public-key")
    assert mona.address not in str(asked)
    assert str(mona.id).encode() != data(asked["user"]["id"])


@pytest.mark.parametrize(
    "bent",
    [
        {"host": "evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "http://localhost:9000"},
        {"flags": PRESENT},
        {"flags": 0},
    ],
    ids=str,
)
def test_what_another_page_or_nobody_verified_is_refused(browser, mona, key, bent):
    fresh = browser().sign_in(mona, confirmed=False)
    sign(fresh, replace(key, **bent), 422)
    make(browser(mona), Authenticator(**bent), 422)
    fresh.see(DESK, 403)
    assert len(factors_of(mona)) == 1
    sign(fresh, replace(key, counter=5))


def test_a_copy_that_counts_behind_is_refused(browser, mona, key):
    copy = replace(key)
    for _time in range(3):
        sign(browser().sign_in(mona, confirmed=False), key)
    thief = browser().sign_in(mona, confirmed=False)
    sign(thief, copy, 422)
    thief.see(DESK, 403)


def test_a_key_that_never_counts_works_again_and_again(browser, mona):
    silent = Authenticator(counter=0)
    make(browser().sign_in(mona, confirmed=False), silent)
    for _time in range(2):
        silent.counter = -1
        sign(browser().sign_in(mona, confirmed=False), silent)


def test_a_challenge_works_once_right_or_wrong(browser, mona, key):
    phone = browser().sign_in(mona, confirmed=False)
    asked = phone.post(f"{CONFIRM}/passkey/frage").get_json()
    phone.send(f"{CONFIRM}/passkey", 422, credential=Authenticator().sign(asked))
    phone.send(f"{CONFIRM}/passkey", 422, credential=key.sign(asked))
    phone.see(DESK, 403)


def test_a_challenge_works_for_five_minutes(browser, mona, key, clock):
    phone = browser().sign_in(mona, confirmed=False)
    asked = phone.post(f"{CONFIRM}/passkey/frage").get_json()
    clock.forward(minutes=5, seconds=1)
    phone.send(f"{CONFIRM}/passkey", 422, credential=key.sign(asked))


def test_an_answer_is_good_in_the_session_that_asked_and_for_what_it_asked(browser, mona, key):
    one, other = (browser().sign_in(mona, confirmed=False) for _n in range(2))
    asked = one.post(f"{CONFIRM}/passkey/frage").get_json()
    other.post(f"{CONFIRM}/passkey/frage")
    other.send(f"{CONFIRM}/passkey", 422, credential=key.sign(asked))
    strong = browser(mona)
    strong.send(f"{FACTORS}/passkey", 422, credential=Authenticator().make(asked), name="x")
    assert len(factors_of(mona)) == 1


def test_nobody_confirms_with_the_passkey_of_somebody_else(browser, mona, key):
    with transaction():
        otto = factories.person(Office.MODERATOR, name="Otto")
    his = browser().sign_in(otto, confirmed=False)
    make(his, Authenticator())
    thief = browser().sign_in(otto, confirmed=False)
    sign(thief, key, 422)
    thief.see(DESK, 403)


def test_a_passkey_belongs_to_one_person(browser, mona, key):
    with transaction():
        otto = factories.person(Office.MODERATOR, name="Otto")
    make(browser().sign_in(otto, confirmed=False), key, 409)
    assert factors_of(otto) == []


@pytest.mark.parametrize("typed", ["", "{}", "[]", "null", '{"rawId": 1}', '{"rawId": "ä"}', "[" * 5000, "a!" * 25_000])
def test_what_no_device_says_is_refused_and_nothing_breaks(browser, mona, key, typed):
    client = browser(mona)
    for path in (f"{CONFIRM}/passkey", f"{FACTORS}/passkey"):
        client.post(f"{path}/frage")
        client.send(path, 422, credential=typed, name="x")


def test_guessing_codes_does_not_lock_the_passkey(browser, mona, key, clock):
    app_of(mona, clock.now)
    phone = browser().sign_in(mona, confirmed=False)
    for _try in range(21):
        phone.post(CONFIRM, data={"code": "000000"})
    phone.send(CONFIRM, 429, code="000000")
    sign(phone, key)


def test_passkeys_live_on_exactly_the_host_of_the_public_address():
    assert Home.of("https://mitwirkung.example.org/", "x") == Home(
        "mitwirkung.example.org", "https://mitwirkung.example.org", "x"
    )
    assert Home.of("http://localhost:8000", "x").host == "localhost"
    assert Home.of("http://127.0.0.1:8000", "x") is Home.of("http://[::1]:8000", "x") is None
