"""The ways through the town that count most, walked in every engine."""

from collections.abc import Callable

import pytest

from tests.browser.engines.walkers import Walker

SEND = "main form.form [type=submit]"
SUPPORT = "main form[action$='/unterstuetzen'] button"
SignIn = Callable[[str], Walker]


def test_somebody_signs_in_with_the_code_of_a_mail_and_out_again(sign_in: SignIn) -> None:
    walker = sign_in("neu")
    walker.press("main form [type=submit]")
    walker.visit("/de/profil")
    assert f"neu.{walker.engine}@example.org" in walker.text()
    walker.press("main form[action$='/abmelden'] button")
    assert walker.text("h1") == "Sie sind abgemeldet"
    walker.visit("/de/profil")
    assert walker.count("main form[action$='/abmelden']") == 0


def propose(walker: Walker, title: str) -> None:
    """Write a proposal, see the preview, and send it."""
    walker.visit("/de/vorschlaege/neu")
    walker.choose(
        "#procedure", walker.ask("document.querySelector('#procedure option[value]:not([value=\"\"])').value")
    )
    walker.choose("#field", "mobilitaet")
    walker.type("#title", title)
    walker.type("#body", "Zwischen Kenten und Zieverich fehlt ein Weg für alle, die zu Fuß gehen.")
    walker.press(SEND)
    walker.press("main form[action$='/einreichen'] button")
    assert walker.ask("location.pathname").endswith("/danke")


def test_somebody_proposes(sign_in: SignIn) -> None:
    walker = sign_in("vorschlag")
    propose(walker, "Ein Steg über die Erft")
    assert "Ein Steg über die Erft" in walker.text()


def test_somebody_supports_and_takes_it_back(sign_in: SignIn) -> None:
    walker = sign_in("stimme")
    walker.visit("/de/vorschlaege?sort=unterstuetzt")
    walker.press("main .kern-card a")
    before = int(walker.text("main dl.stats dd"))
    walker.press(SUPPORT)
    assert int(walker.text("main dl.stats dd")) == before + 1
    walker.press(SUPPORT)
    assert int(walker.text("main dl.stats dd")) == before


def test_somebody_comments(sign_in: SignIn) -> None:
    walker = sign_in("kommentar")
    walker.visit("/de/vorschlaege")
    walker.press("main .kern-card a")
    walker.type("#body", "Das hilft allen, die spät arbeiten.")
    walker.press("main form[action$='/kommentare'] [type=submit]")
    assert "Das hilft allen, die spät arbeiten." in walker.text("section[aria-labelledby=diskussion]")


def test_somebody_answers_a_survey(sign_in: SignIn) -> None:
    walker = sign_in("umfrage")
    walker.visit("/de/")
    walker.press("main a[href*='-wie-kommen-sie-abends']")
    walker.tick("main [type=radio]")
    walker.press(SEND)
    assert walker.text("h1") == "Vielen Dank für Ihre Antworten"


def test_somebody_without_an_account_reports_something(visitor: Walker) -> None:
    visitor.visit("/de/vorschlaege")
    visitor.press("main .kern-card a")
    visitor.press("main a[href*='/melden/proposal/']")
    visitor.tick("main [type=radio]")
    visitor.type("#text", "Dort steht ein Name.")
    visitor.tick("#good_faith")
    visitor.press(SEND)
    assert visitor.text("h1").startswith("Ihre Meldung, Nummer ")


def come_as(walker: Walker, office: str) -> None:
    """Come as somebody of the demo town."""
    walker.visit("/de/demo")
    walker.press(f"main form:has(input[value={office}]) button")


def test_a_sentence_passes_the_desk(sign_in: SignIn) -> None:
    walker = sign_in("satz")
    title = f"Ein Brunnen am Markt für {walker.engine}"
    propose(walker, title)
    walker.leave()
    come_as(walker, "moderator")
    walker.visit("/de/moderation?art=submitted")
    waiting = f"[...document.querySelectorAll('main a')].find((it) => it.textContent.includes('{title}'))"
    walker.visit(walker.ask(f"new URL({waiting}.href).pathname"))
    walker.press("main form[action*='/freigeben'] button")
    walker.leave()
    walker.visit("/de/vorschlaege")
    assert title in walker.text()


def test_the_board_gives_its_opinion(visitor: Walker) -> None:
    words = f"Das ist machbar, sagt {visitor.engine}."
    come_as(visitor, "board")
    visitor.visit("/de/beirat")
    visitor.press("main .kern-card a")
    dossier = visitor.ask("location.pathname")
    visitor.press("main a[href$='/stellungnahme']")
    for group in visitor.ask("[...document.querySelectorAll('main [role=radiogroup]')].map((it) => it.id)"):
        visitor.tick(f"#{group} [type=radio]")
    visitor.type("#text", words)
    visitor.press(SEND)
    visitor.visit(dossier)
    assert words in visitor.text()


def test_an_editor_says_how_a_measure_stands(visitor: Walker) -> None:
    words = f"Die Arbeiten gehen voran, sagt {visitor.engine}."
    come_as(visitor, "editor")
    visitor.visit("/de/agenda")
    visitor.press("main .lane a")
    measure = visitor.ask("location.pathname")
    visitor.press("main a[href$='/status']")
    visitor.tick("main [name=standing]")
    visitor.type("#reason", words)
    visitor.press(SEND)
    visitor.visit(measure)
    assert words in visitor.text()


def test_an_arabic_page_is_mirrored(visitor: Walker) -> None:
    visitor.visit("/ar/")
    assert visitor.ask("document.querySelector('.brand svg').getBoundingClientRect().left > innerWidth / 2")
    assert visitor.ask("getComputedStyle(document.querySelector('main h1')).direction") == "rtl"
    assert visitor.ask("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out sideways"


@pytest.mark.parametrize("path", ["/de/", "/ar/vorschlaege", "/de/anmelden"])
def test_axe_finds_nothing_in_this_engine(path: str, visitor: Walker) -> None:
    visitor.visit(path)
    assert visitor.axe() == []


def test_a_device_that_knows_no_passkeys_says_so_at_once(visitor: Walker) -> None:
    come_as(visitor, "chair")
    visitor.visit("/de/profil/zweiter-faktor")
    visitor.press("main a[href$='/passkey']")
    knows = visitor.ask("typeof PublicKeyCredential === 'function'")
    assert (visitor.text("[data-passkey-note]") == "") is knows


def test_no_script_reads_the_session_and_no_plain_address_gets_it(sign_in: SignIn) -> None:
    walker = sign_in("sicher")
    assert "__Host-sid" in walker.guarded()
    assert "sid" not in walker.ask("document.cookie")


def test_no_script_and_no_guard_complains(visitor: Walker) -> None:
    visitor.visit("/de/")
    assert visitor.complaints() == []
