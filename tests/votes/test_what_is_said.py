"""Every page with a ballot says what it is and what it is not, and leads to how we count."""

from typing import Any

import pytest

from bmw.kernel.database import transaction
from bmw.surveys.models import Kind as Asks
from bmw.votes.models import Kind
from tests import factories as make
from tests.factories_proposals import proposal
from tests.factories_surveys import survey

LANGUAGES = {"de": ("keine geheime Wahl", "So zählen wir"), "ar": ("ليست انتخابًا سريًا", "كيف نَعُدّ الأصوات")}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_a_proposal_says_that_voting_is_advice_and_no_secret_election(client: Any, lang: str, kind: Kind) -> None:
    with transaction():
        thing = proposal(process=make.process(make.field(), ballot_kind=kind))
    says_how_we_count(client, f"/{lang}/vorschlaege/{thing.reference}", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_survey_says_so_too(client: Any, lang: str) -> None:
    with transaction():
        asked = survey(Asks.SINGLE, process=make.process(make.field()))
    says_how_we_count(client, f"/{lang}/umfragen/{asked.reference}", lang)


def says_how_we_count(client: Any, path: str, lang: str) -> None:
    sentence, title = LANGUAGES[lang]
    page = client.see(path)
    assert sentence in page.text
    help_page, _, anchor = page.link(title).partition("#")
    assert client.see(help_page).one(f"h2#{anchor}").text_content() == title
