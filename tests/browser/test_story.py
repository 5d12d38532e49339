"""The whole story in a real browser, with scripts and without: from a citizen's sentence to a measure, and back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Town, press, set_up_app

SEND = "main form.form [type=submit]"
Visit = Callable[..., Page]


def named(page: Page, words: str, within: str = "main") -> Locator:
    """The link with words that somebody in the story wrote."""
    return page.locator(f"{within} a", has_text=words)


def propose(page: Page, title: str) -> str:
    """A citizen writes, sees what is similar, and sends it; the address of the proposal comes back."""
    page.goto("/de/vorschlaege/neu")
    page.locator("#procedure").select_option(label="Smart-City-Strategie für Bergheim")
    page.locator("#field").select_option("mobilitaet")
    page.locator("#title").fill(title)
    page.locator("#body").fill("Nach 21 Uhr soll noch ein Bus vom Bahnhof in alle Ortsteile fahren, auch am Sonntag.")
    return page.locator("#procedure").input_value()


def send(page: Page, title: str) -> str:
    press(page, SEND)
    assert page.locator("section[aria-labelledby=aehnlich] a").count() > 0, "the preview shows what is similar"
    press(page, "main form[action$='/einreichen'] button")
    press(page, named(page, title))
    return page.url


def accept(page: Page, title: str) -> None:
    """A moderator lets it through."""
    page.goto("/de/moderation?art=submitted")
    press(page, named(page, title))
    press(page, "main form[action*='/freigeben'] button")


def support_and_comment(page: Page, address: str) -> str:
    """Another citizen takes part; the address with the title, which a public proposal has, comes back."""
    page.goto(address)
    press(page, "main form[action$='/unterstuetzen'] button")
    page.locator("main form[action$='/kommentare'] textarea").fill("Das hilft allen, die spät arbeiten.")
    press(page, "main form[action$='/kommentare'] [type=submit]")
    assert page.locator("main article.comment").count() == 1
    return page.url.partition("#")[0].partition("?")[0]


def bundle(page: Page, process: str, title: str) -> None:
    """A moderator says what people say, and hands it to the board."""
    page.goto(f"/de/moderation/ergebnisse?verfahren={process}&feld=mobilitaet&suche=Sonntag")
    page.get_by_label(title, exact=True).check()
    press(page, "main [name=weiter]")
    page.locator("[name=title_de]").fill(f"Gebündelt: {title}")
    page.locator("[name=summary_de]").fill("Viele wünschen sich abends eine Verbindung in ihren Ortsteil.")
    press(page, SEND)
    press(page, "main form[action$='/uebergeben'] button")


def opine(page: Page, title: str) -> None:
    """A member of the board reads the dossier and says what they think."""
    page.goto("/de/beirat")
    press(page, named(page, title))
    press(page, "main a[href$='/stellungnahme']")
    for box in page.locator("main form.form fieldset[role=radiogroup]").all():
        box.locator("[type=radio]").first.check()
    page.locator("[name=text]").fill("Das ist machbar und hilft vielen Menschen in allen Ortsteilen.")
    press(page, SEND)


def conclude(page: Page, title: str) -> None:
    """The chair writes down what the board says."""
    page.goto("/de/beirat")
    press(page, named(page, title))
    press(page, "main a[href$='/abschluss']")
    page.locator("[name=conclusion]").first.check()
    page.locator("[name=reasons]").fill("Der Beirat empfiehlt die Verbindung, weil viele darauf angewiesen sind.")
    page.locator("[name=dissent]").fill("Ein Mitglied möchte zuerst die Kosten kennen.")
    press(page, SEND)


def plan(page: Page, title: str) -> str:
    """An editor puts a measure into the roadmap."""
    page.goto("/de/massnahmen/neu")
    press(page, named(page, title))
    page.locator("[name=title_de]").fill(f"Maßnahme: {title}")
    page.locator("[name=summary_de]").fill("Ein kleiner Bus fährt am Abend auf Bestellung in alle Ortsteile.")
    page.locator("[name=horizon]").first.check()
    press(page, SEND)
    return page.url.partition("?")[0]


def walk_back_and_forth(page: Page, title: str, measure: str, proposal: str) -> None:
    """Anyone finds the way from the measure to the sentence, and from there to the measure again."""
    page.goto("/de/agenda")
    press(page, named(page, f"Maßnahme: {title}"))
    assert page.url == measure
    press(page, page.locator("section[aria-labelledby=origin] a[href*='/vorschlaege/']"))
    assert page.url == proposal
    press(page, page.locator("section[aria-labelledby=wurde] a[href*='/massnahmen/']"))
    assert page.url == measure


def find_on_my_page(page: Page, measure: str) -> None:
    """Whoever proposed it sees on their own page, in full width, what it became."""
    page.goto("/de/meine-seite")
    box = page.locator(f"main .chain a[href$='{measure.partition('/de/')[2]}']").bounding_box()
    assert box is not None
    assert box["width"] > 80


@pytest.fixture(scope="module")
def new_member(town: Town, open_town: Visit) -> Any:
    """The cookies of somebody whom the town has just invited to the board: with a name and an app for codes."""
    link, page = town.bmw("invite", "neu-im-beirat@example.org", "--role", "board"), open_town()
    page.goto("/de/einladung/" + link.split("/einladung/")[1].split()[0])
    press(page, "main form.action [type=submit]")
    press(page, SEND)
    press(page, "main form[action$='/app'] button")
    set_up_app(page)
    press(page, "main form button")
    cookies = page.context.storage_state()
    page.context.close()
    return cookies


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_sentence_becomes_a_measure(scripts: bool, visit: Visit, new_member: Any) -> None:
    traits = {"java_script_enabled": scripts}
    title = f"Späte Busse am Sonntag {'mit' if scripts else 'ohne'} Skript"
    author = visit("citizen", **traits)
    process = propose(author, title)
    if scripts:
        author.locator("[data-similar] a").first.wait_for()
    sent = send(author, title)
    accept(visit("moderator", **traits), title)
    proposal = support_and_comment(visit("citizen2", **traits), sent)
    assert proposal.startswith(f"{sent}-")
    bundle(visit("moderator", **traits), process, title)
    chair = visit("chair", **traits)
    for member in (visit("board", **traits), visit(storage_state=new_member, **traits), chair):
        opine(member, title)
    conclude(chair, title)
    measure = plan(visit("editor", **traits), title)
    walk_back_and_forth(visit(**traits), title, measure, proposal)
    find_on_my_page(author, measure)


def test_whoever_writes_sooner_than_the_script_comes_still_sees_what_is_similar(visit: Visit) -> None:
    page, late = visit("citizen"), list[Route]()

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/similar.*.js", hold)
    page.goto("/de/vorschlaege/neu")
    page.locator("#title").fill("Bus am Abend in die Ortsteile")
    while not late:
        page.wait_for_timeout(20)
    late[0].continue_()
    expect(page.locator("[data-similar] a").first).to_be_visible()
