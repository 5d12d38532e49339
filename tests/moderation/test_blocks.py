"""Text blocks and official answers: written by the town hall, chosen while deciding, read by everybody."""

from typing import Any

import pytest
from sqlalchemy import select

from bmw.accounts.models import Office, Person
from bmw.kernel.database import db, transaction
from bmw.moderation.models import Purpose, TextBlock
from bmw.proposals.models import EarlierAnswer, Proposal
from bmw.proposals.states import Reply
from tests.factories import NOW, person
from tests.factories_desk import case, proposal

BLOCK = {"purpose": "answer", "language": "de", "title": "Dank", "text": "Danke für „{title}“ ({number}), Ihr {town}."}
ANSWER = {"status": "planned", "unit": "Amt für Grün", "answer": "Die Bänke kommen im Mai.", "language": "de"}


@pytest.fixture
def text(app: object) -> Proposal:
    with transaction():
        return proposal()


@pytest.fixture(params=[Office.MODERATOR, Office.EDITOR])
def desk(request: Any, app: object, browser: Any) -> Any:
    """Somebody whose office writes text blocks and answers."""
    with transaction():
        someone: Person = person(request.param)
    return browser(someone)


def blocks() -> list[TextBlock]:
    return list(db.scalars(select(TextBlock)))


def test_a_text_block_is_written_changed_and_retired(desk: Any, text: Proposal) -> None:
    page = desk.see("/de/moderation/textbausteine/neu")
    desk.send("/de/moderation/textbausteine/neu", 422, **{**BLOCK, "text": ""})
    desk.see(desk.send("/de/moderation/textbausteine/neu", **{**page.form("/textbausteine/"), **BLOCK}).location)
    with transaction(writes=False):
        (block,) = blocks()
    desk.send(f"/de/moderation/textbausteine/{block.id}", **{**BLOCK, "title": "Vielen Dank"})
    desk.send(f"/de/moderation/textbausteine/{block.id}/zuruecknehmen", wanted="yes")
    with transaction(writes=False):
        assert [(each.title, each.retired) for each in blocks()] == [("Vielen Dank", NOW)]
    assert "baustein=" not in desk.see(f"/de/moderation/antwort/{text.reference}").html


def test_a_chosen_text_block_stands_in_the_form_with_its_places_filled(desk: Any, text: Proposal) -> None:
    desk.send("/de/moderation/textbausteine/neu", **BLOCK)
    page = desk.see(f"/de/moderation/antwort/{text.reference}")
    filled = desk.see(page.one("a[href*='baustein=']").get("href")).one("#answer").text_content()
    assert f"Danke für „Mehr Bänke am Markt“ ({text.reference}), Ihr" in filled
    assert "{" not in filled


def test_a_citizen_sees_no_text_blocks(browser: Any, text: Proposal) -> None:
    with transaction():
        someone = person()
    browser(someone).see("/de/moderation/textbausteine", 403)
    browser(someone).send(f"/de/moderation/antwort/{text.reference}", 403, **ANSWER)


def test_an_answer_says_what_who_and_why_and_keeps_the_earlier_one(desk: Any, client: Any, text: Proposal) -> None:
    address = f"/de/moderation/antwort/{text.reference}"
    desk.send(address, 422, **{**ANSWER, "status": ""})
    desk.send(address, 422, **{**ANSWER, "unit": ""})
    desk.send(address, **{**ANSWER, "status": "examined", "answer": "نحن ندرس الاقتراح الآن.", "language": "ar"})
    desk.see(desk.send(address, **ANSWER).location)
    page = client.see(f"/de/vorschlaege/{text.reference}")
    shown = page.one("section[aria-labelledby=antwort]")
    for words in ("Wir planen es", "Amt für Grün", "12. Mai 2026", "Die Bänke kommen im Mai."):
        assert words in shown.text_content(), words
    assert page.language_of("نحن ندرس الاقتراح الآن.") == "ar"
    with transaction(writes=False):
        earlier = db.scalars(select(EarlierAnswer)).one()
        assert (earlier.status, db.get_one(Proposal, text.id).answer_status) == (Reply.EXAMINED, Reply.PLANNED)


TITLES = {"de": "Auf Deutsch", "ar": "بالعربية"}


def test_a_case_offers_text_blocks_in_the_language_of_the_contribution_first(browser: Any) -> None:
    with transaction():
        moderator, arabic = person(Office.MODERATOR), proposal(title="مقاعد", body="نحتاج إلى مقاعد.", language="ar")
        for tag in ("de", "ar"):
            words = {"title": TITLES[tag], "text": "Bitte ohne Namen schreiben."}
            db.add(TextBlock(purpose=Purpose.FACTS, language=tag, changed=NOW, **words))
        made = case(about=arabic)
    page = browser(moderator).see(f"/de/moderation/{made.id}")
    assert [each.text_content() for each in page.all("a[href*='baustein=']")] == [TITLES["ar"], TITLES["de"]]
