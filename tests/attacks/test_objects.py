"""Every way to a thing asks the same question: pages, lists, editions, search, chains, files and data."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from bmw.kernel import files
from bmw.kernel.database import db, transaction
from bmw.kernel.text import Localized
from bmw.media import service as keeping
from bmw.media.plans import KeptDocument
from bmw.meetings.models import Meeting
from bmw.proposals import service as proposals
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from tests.attacks.conftest import gets
from tests.attacks.dump import dump
from tests.attacks.town import SECRET, Town, addresses
from tests.conftest import NOW
from tests.factories_desk import hidden
from tests.factories_strategy import draft

MARK, WORD = "Blaubeerkuchen", "Schlagsahne"
"""What somebody searches for, and what only the text itself says."""
OWN = ("/de/profil/daten", "/de/nachrichten", "/de/meine-seite", "/de/profil")
WAYS = (
    f"/de/suche?q={MARK}",
    f"/de/suche?q={MARK}&feld=mobilitaet",
    f"/de/vorschlaege/aehnliche?text={MARK}",
    "/de/vorschlaege?sort=unterstuetzt",
    "/de/vorschlaege?sort=diskutiert",
    "/de/handlungsfelder/mobilitaet?sort=diskutiert",
    "/de/agenda",
    "/ar/vorschlaege",
)


def answers(app: Flask, client: Any, town: Town) -> Iterator[tuple[str, str]]:
    """Everything that somebody can be shown, in every representation."""
    for path in (*gets(app, town), *WAYS):
        with client.get(path, follow_redirects=True) as answer:
            if answer.mimetype.startswith(("text/", "application/json", "application/manifest")):
                yield path, answer.text


def rewrite(town: Town) -> Proposal:
    """The public proposal gets new words, so that its mark stands on its page, in lists, editions and in the search."""
    with transaction():
        public = db.get_one(Proposal, town.one("proposal").id)
        proposals.edit(
            public, NOW, title=f"{MARK} mit {WORD}", body=f"{MARK} ohne {WORD}", language="de", district=None
        )
        proposals.edit(
            public, NOW, title=f"{MARK} und {WORD}", body=f"{MARK} nie ohne {WORD}", language="de", district=None
        )
        draft(public, title=Localized(de="Entwurf"))
    return public


def test_what_is_hidden_is_gone_from_every_way_that_led_to_it(app: Flask, town: Town, people: Any) -> None:
    public = rewrite(town)
    before = {path for path, text in answers(app, people["guest"], town) if WORD in text}
    assert len(before) >= 5
    assert any("suche" in path for path in before)
    assert any("fassungen" in path for path in before)
    with transaction():
        hidden(db.get_one(Proposal, public.id), db.merge(town.staff))
    for who in ("guest", "citizen"):
        assert not [path for path, text in answers(app, people[who], town) if WORD in text], who


def test_nobody_reads_pages_that_are_made_for_somebody_else(app: Flask, town: Town, people: Any) -> None:
    own = {path: people["author"].get(path).text for path in OWN}
    assert town.author.address in own["/de/profil/daten"]
    for who in ("guest", "citizen", "staff"):
        for path in OWN:
            text = people[who].get(f"{path}?person_id={town.author.id}&id={town.author.id}").text
            assert town.author.address not in text, (who, path)
            assert who == "guest" or text != own[path]


@pytest.mark.parametrize("who", ["guest", "citizen", "author"])
def test_no_desk_is_open_to_those_who_do_not_sit_at_it(app: Flask, town: Town, people: Any, who: str) -> None:
    desks = [rule for rule in app.url_map.iter_rules() if rule.rule.split("/")[2:3] in (["moderation"], ["redaktion"])]
    assert len(desks) > 30
    assert people["staff"].get("/de/moderation").status_code == people["staff"].get("/de/redaktion").status_code == 200
    refused = 0
    for rule in desks:
        for path in addresses(app, town, rule):
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            answer = people[who].open(path, method=method)
            assert answer.status_code in (403, 404), path
            assert SECRET not in answer.text
            refused += answer.status_code == 403
    assert refused > 60


def test_a_document_is_given_only_with_its_meeting(town: Town, people: Any, app: Flask) -> None:
    public, secret = town.things["meeting"]
    with transaction():
        for each in (public, secret):
            kept = KeptDocument(f"{files.new_key()}.pdf", 8, 1, tagged=False, named=False, open=True, words=True)
            files.keep(kept.name, b"%PDF-1.7")
            page = {"title": "Protokoll", "text": "Geheim", "without": ""}
            keeping.attach(db.get_one(Meeting, each.id), kept, NOW, **page)
    for part in ("/dokument", "/dokument/lesen"):
        with people["guest"].get(f"/de/treffen/{public.reference}{part}") as answer:
            assert answer.status_code == 200
        for who in ("guest", "citizen"):
            assert people[who].get(f"/de/treffen/{secret.reference}{part}").status_code == 403


def test_a_comment_is_taken_back_only_by_whoever_wrote_it(town: Town, people: Any) -> None:
    path = f"/de/vorschlaege/kommentar/{town.one('comment').reference}/zurueckziehen"
    with transaction(writes=False):
        before = dump(db.connection())
    for who in ("guest", "citizen", "staff"):
        assert people[who].post(path).status_code == 403
    with transaction(writes=False):
        assert dump(db.connection()) == before
    people["author"].send(path)
    with transaction(writes=False):
        assert dump(db.connection()) != before


def test_nobody_puts_more_into_a_proposal_than_its_form_asks(town: Town, people: Any) -> None:
    new = "/de/vorschlaege/neu"
    more = {"state": "public", "author_id": town.author.id, "supporters": "99", "published": "2026-01-01", "id": "1"}
    more |= {"reference": "2026-99999", "answer": "Ja, wird gemacht", "outcome": "adopted", "ballot_id": "1"}
    form = people["citizen"].see(new).form(new)
    words = {"title": "Nur ein Wunsch", "body": "Mehr steht nicht darin.", "field": "mobilitaet"}
    words["procedure"] = town.one("process").reference
    people["citizen"].send(new, **{**form, **words, **more})
    with transaction(writes=False):
        kept = db.query(Proposal).filter(Proposal.title == "Nur ein Wunsch").one()
        assert (kept.state, kept.author_id, kept.supporters) == (State.DRAFT, town.citizen.id, 0)
        assert (kept.published, kept.answer or "") == (None, "")
        assert kept.reference != "2026-99999"
