"""Pictures of proposals, measures and meetings: sent, described, ordered, seen by those who may, and gone."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bmw.accounts.models import Office, Person
from bmw.cases.models import Case, Kind
from bmw.kernel.database import db, transaction
from bmw.media import queries, service
from bmw.media.models import MOST, Picture
from bmw.media.plans import Description, MadePicture
from bmw.media.workshop import lay_down
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.record.queries import journey
from bmw.record.words import Word
from tests import factories as make
from tests import files
from tests.factories import NOW
from tests.factories_desk import hidden
from tests.factories_proposals import proposal
from tests.factories_strategy import measure

ALT = "Ein schmaler Weg neben einer breiten Straße"
MADE = MadePicture(640, 480, (b"160", b"480", b"640"))


@pytest.fixture
def author(app: Flask) -> Person:
    with transaction():
        return make.person()


def own(author: Person, state: State = State.DRAFT, **traits: Any) -> Proposal:
    with transaction():
        return proposal(author, state=state, **traits)


def illustrated(author: Person, state: State = State.PUBLIC, n: int = 1) -> Proposal:
    with transaction():
        new = proposal(author, state=state)
        for number in range(1, n + 1):
            service.add(new, lay_down(MADE), Description(f"{ALT} {number}", "de"), NOW)
        return new


def gallery(new: Any, more: str = "") -> str:
    return f"/de/vorschlaege/{new.reference}/bilder{more}"


def send(desk: Any, path: str, status: int = 303, content: bytes = b"", **words: Any) -> Any:
    sent = {"file": (io.BytesIO(content or files.picture()), "IMG_2041.jpg")}
    return desk.send(path, status, **{"alt": ALT, "language": "de", **sent, **words})


def pictures(of: Any) -> list[Picture]:
    with transaction(writes=False):
        return list(queries.of_record(of))


def test_an_author_adds_a_picture_and_everybody_hears_what_it_shows(browser: Any, author: Person, client: Any) -> None:
    new = own(author, State.PUBLIC)
    send(browser(author), gallery(new), alt="Bir bisiklet yolu", language="tr")
    image = client.see(f"/de/vorschlaege/{new.reference}").one("main img")
    assert (image.get("alt"), image.get("lang"), image.get("width")) == ("Bir bisiklet yolu", "tr", "640")
    with client.get(image.get("src")) as answer:
        assert (answer.status_code, answer.mimetype, answer.data[8:12]) == (200, "image/webp", b"WEBP")


def test_a_public_picture_is_the_same_for_everybody_and_kept_by_browsers(browser: Any, author: Person) -> None:
    (picture,) = pictures(illustrated(author))
    for each in (browser(), browser(author)):
        with each.get(f"/bilder/{picture.name}-480.webp") as answer:
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, s-maxage=1, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
            assert not {"Vary", "Set-Cookie"} & set(answer.headers.keys())


def test_a_decorative_picture_is_passed_over(browser: Any, author: Person, client: Any) -> None:
    new = own(author, State.PUBLIC)
    send(browser(author), gallery(new), alt="", decorative="y")
    image = client.see(f"/de/vorschlaege/{new.reference}").one("main img")
    assert image.get("alt") == ""
    assert image.get("lang") is None


@pytest.mark.parametrize(
    "words",
    [
        {"alt": ""},
        {"decorative": "y"},
        {"alt": "IMG_2041.jpg"},
        {"alt": "img 2041"},
        {"alt": "Bild von einem Weg"},
        {"alt": "صورة", "language": "ar"},
        {"alt": "Weg"},
        {"alt": "x" * 251},
        {"language": "xx"},
    ],
)
def test_what_describes_nothing_is_refused_and_the_picture_need_not_be_sent_again(
    browser: Any, author: Person, words: dict[str, str]
) -> None:
    new, desk = own(author), browser(author)
    page = send(desk, gallery(new), 422, **words)
    assert page.all(".error-summary")
    again = {**page.form(gallery(new)), "alt": ALT, "language": "de"}
    again.pop("decorative", None)
    desk.send(gallery(new), **again)
    assert [each.alt for each in pictures(new)] == [ALT]


def test_a_note_of_an_arrived_picture_is_worth_nothing_to_others_and_only_once(browser: Any, author: Person) -> None:
    new, desk = own(author), browser(author)
    note = send(desk, gallery(new), 422, alt="").form(gallery(new))["arrived"]
    with transaction():
        other = make.person()
    theirs = own(other)
    browser(other).send(gallery(theirs), 422, alt=ALT, language="de", arrived=note)
    for status in (303, 422):
        desk.send(gallery(new), status, alt=ALT, language="de", arrived=note)
    assert len(pictures(new)) == 1


def test_there_are_four_pictures_at_most(browser: Any, author: Person) -> None:
    new = illustrated(author, State.DRAFT, n=MOST)
    assert not browser(author).see(gallery(new)).all("input[type=file]")
    send(browser(author), gallery(new), 422)
    assert len(pictures(new)) == MOST


def test_pictures_get_another_place_and_another_description(browser: Any, author: Person) -> None:
    new, desk = illustrated(author, State.DRAFT, n=3), browser(author)
    last = pictures(new)[-1]
    path = gallery(new, f"/{last.id}")
    assert desk.see(path).form(path)["place"] == "3"
    desk.send(path, alt="Ein neuer Satz", language="de", place="1")
    assert [each.alt for each in pictures(new)] == ["Ein neuer Satz", f"{ALT} 1", f"{ALT} 2"]


def test_a_removed_picture_leaves_no_file(browser: Any, author: Person, tmp_path: Path) -> None:
    new = illustrated(author, State.DRAFT, n=2)
    first, second = pictures(new)
    browser(author).send(gallery(new, f"/{first.id}/entfernen"))
    assert {path.name for path in tmp_path.rglob("*.webp")} == set(second.files)


def test_a_draft_shows_its_pictures_to_nobody_but_its_author(browser: Any, author: Person, client: Any) -> None:
    new = illustrated(author, State.DRAFT)
    (picture,) = pictures(new)
    source = browser(author).see(f"/de/vorschlaege/{new.reference}/vorschau").one("article img").get("src")
    with browser(author).get(source) as answer:
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    for path in (source, f"/bilder/{picture.name}-480.webp"):
        assert client.get(path).status_code == 403


def test_what_changes_on_a_public_proposal_is_looked_at_and_stands_in_its_journey(browser: Any, author: Person) -> None:
    new = own(author, State.PUBLIC)
    send(browser(author), gallery(new))
    with transaction(writes=False):
        assert db.scalars(select(Case).where(Case.record_id == new.id, Case.kind == Kind.EDITED)).one().is_waiting
        assert journey(new)[-1].word is Word.PROPOSAL_ILLUSTRATED


def test_a_moderator_sees_pictures_and_descriptions_and_decides_about_what_was_seen(
    browser: Any, author: Person
) -> None:
    new = illustrated(author, State.SUBMITTED)
    with transaction():
        moderator = make.person(Office.MODERATOR)
        case = db.scalars(select(Case).where(Case.record_id == new.id)).one()
    desk = browser(moderator)
    page = desk.see(f"/de/moderation/{case.id}")
    assert ALT in page.text
    with desk.get(page.one(".gallery img").get("src")) as answer:
        assert answer.status_code == 200
    send(browser(author), gallery(new), alt="Ein Bild kommt dazu")
    stale = page.form("freigeben")
    desk.send(f"/de/moderation/{case.id}/freigeben", 409, **stale)


def test_a_hidden_proposal_takes_its_pictures_along(author: Person, client: Any, app: Flask) -> None:
    new = illustrated(author)
    (picture,) = pictures(new)
    path = f"/bilder/{picture.name}-480.webp"
    with client.get(path) as answer:
        assert answer.status_code == 200
    with transaction():
        hidden(db.get_one(Proposal, new.id), make.person(Office.MODERATOR))
    assert client.get(path).status_code == 403
    assert client.get(gallery(new, f"/{picture.id}-480.webp")).status_code == 403


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLIC])
def test_a_withdrawn_proposal_leaves_no_picture(author: Person, tmp_path: Path, client: Any, state: State) -> None:
    new = illustrated(author, state)
    (picture,) = pictures(new)
    with transaction():
        proposals.withdraw(db.get_one(Proposal, new.id), NOW)
    assert pictures(new) == []
    assert not list(tmp_path.rglob("*.webp"))
    assert client.get(f"/bilder/{picture.name}-480.webp").status_code == 404


def test_whoever_leaves_with_all_texts_takes_the_pictures_along(author: Person, tmp_path: Path) -> None:
    illustrated(author)
    with transaction():
        proposals.unsay(db.get_one(Person, author.id), NOW)
    assert not list(tmp_path.rglob("*.webp"))


def test_a_card_shows_the_first_picture_silently(author: Person, client: Any) -> None:
    new = illustrated(author, n=2)
    image = client.see("/de/vorschlaege").one(".kern-card img")
    assert image.get("alt") == ""
    assert pictures(new)[0].name in image.get("src")


def test_nobody_changes_the_pictures_of_others(browser: Any, author: Person, client: Any) -> None:
    new = illustrated(author)
    (picture,) = pictures(new)
    with transaction():
        other, editor = make.person(), make.person(Office.EDITOR, Office.MODERATOR)
    for each in (browser(other), browser(editor), client):
        for more in ("", f"/{picture.id}", f"/{picture.id}/entfernen"):
            each.send(gallery(new, more), 403, alt=ALT, language="de")
    assert [each.alt for each in pictures(new)] == [f"{ALT} 1"]


def test_a_picture_is_changed_only_where_it_belongs(browser: Any, author: Person) -> None:
    mine = own(author)
    with transaction():
        other = make.person()
    (foreign,) = pictures(illustrated(other, State.DRAFT))
    desk = browser(author)
    assert (
        desk.post(gallery(mine, f"/{foreign.id}"), data={"alt": "Etwas anderes", "language": "de"}).status_code == 404
    )
    desk.send(gallery(mine, f"/{foreign.id}/entfernen"))
    assert desk.get(gallery(mine, f"/{foreign.id}-480.webp")).status_code == 404
    with transaction(writes=False):
        assert db.get_one(Picture, foreign.id).alt == f"{ALT} 1"


def test_an_editor_illustrates_a_measure_and_a_meeting(browser: Any, client: Any, app: Flask) -> None:
    from bmw.kernel.text import Localized
    from bmw.meetings import service as meetings
    from bmw.meetings.plans import About

    with transaction():
        editor, planned = make.person(Office.EDITOR), measure()
        about = About(Localized(de="Werkstatt"), "Rathaus", NOW, NOW + timedelta(hours=2))
        meeting = meetings.plan(make.process(), about, editor.id, NOW)
    for path, page in (
        (f"/de/massnahmen/{planned.reference}/bilder", f"/de/massnahmen/{planned.reference}"),
        (f"/de/redaktion/treffen/{meeting.reference}/bilder", f"/de/treffen/{meeting.reference}"),
    ):
        send(browser(editor), path)
        image = client.see(page).one("main img")
        assert (image.get("alt"), image.get("lang")) == (ALT, "de")


def test_a_measure_has_a_document_with_its_page(browser: Any, client: Any, app: Flask) -> None:
    with transaction():
        editor, planned = make.person(Office.EDITOR), measure()
    path = f"/de/massnahmen/{planned.reference}/dokument"
    sent = {"file": (io.BytesIO(files.pdf(marked_up=True)), "plan.pdf"), "title": "Plan", "text": "Der Plan."}
    browser(editor).send(f"{path}/bearbeiten", **sent)
    assert "Der Plan." in client.see(f"{path}/lesen").text
    with client.get(path) as answer:
        assert answer.headers["Content-Disposition"] == "attachment; filename=plan.pdf"
