"""Pages of the board, for citizens, members, the chair and editors."""

from typing import Any

import pytest

from bmw.accounts.models import Office
from bmw.board import queries, service
from bmw.board.states import Verdict
from bmw.kernel.database import transaction
from tests.factories import NOW, person
from tests.factories_strategy import concluded, criterion, opinion, review

TEXT = "Das hilft vielen Menschen in unserer Stadt."
OPINION = {"verdict": "recommend", "text": TEXT}
CONCLUSION = {"conclusion": "recommend", "reasons": "Der Beirat hält den Vorschlag für gut und machbar."}


class Board:
    """A board with two members and a chair, and a review that has begun."""

    def __init__(self) -> None:
        with transaction():
            self.members = [person(Office.BOARD, name="Ada"), person(Office.BOARD, name="Bo")]
            self.chair = person(Office.CHAIR, name="Cem")
            self.criterion = criterion()
            self.review = review()
        self.path = f"/en/beirat/{self.review.reference}"
        self.score = {f"score_{self.criterion.id}": "4"}

    def all_speak(self, *verdicts: Verdict) -> None:
        with transaction():
            again = queries.by_reference(self.review.reference)
            assert again
            for member, verdict in zip([*self.members, self.chair], verdicts, strict=False):
                opinion(again, member, verdict, {self.criterion.id: 4})


@pytest.fixture
def board(app: Any) -> Board:
    return Board()


@pytest.fixture
def editor(app: Any, browser: Any) -> Any:
    with transaction():
        somebody = person(Office.EDITOR)
    return browser(somebody)


def test_everybody_reads_the_conclusion_with_its_reasons(client: Any) -> None:
    with transaction():
        new = concluded(dissent="Ein Mitglied hält es für zu teuer.")
    text = client.see(f"/en/beirat/{new.reference}").text
    assert "The board says: Recommended" in text
    assert "Ein Mitglied hält es für zu teuer." in text
    assert "Recommended: 3 members" in text


def test_averages_are_chart_and_table(board: Board, client: Any, browser: Any) -> None:
    board.all_speak(*[Verdict.RECOMMEND] * 3)
    browser(board.chair).send(f"{board.path}/abschluss", **CONCLUSION)
    table = client.see(board.path).one("table.bars")
    assert "Use for many" in table.text_content()
    assert "4" in table.text_content()


def test_during_the_review_citizens_read_that_it_goes_on(board: Board, client: Any) -> None:
    board.all_speak(Verdict.RECOMMEND)
    text = client.see(board.path).text
    assert "still deliberating" in text
    assert TEXT not in text
    assert "Ada" not in text


def test_who_stepped_aside_and_why_stays_within_the_board(board: Board, client: Any, browser: Any) -> None:
    browser(board.members[0]).send(f"{board.path}/befangenheit", conflict="Mir gehört dort ein Grundstück.")
    board.all_speak()
    with transaction():
        again = queries.by_reference(board.review.reference)
        assert again
        for member in (board.members[1], board.chair):
            opinion(again, member)
        service.conclude(again, board.chair, Verdict.RECOMMEND, reasons=TEXT, at=NOW)
    text = client.see(board.path).text
    assert "1 member stepped aside" in text
    assert "Grundstück" not in text
    assert "Grundstück" in browser(board.chair).see(board.path).text


def test_the_index_is_the_desk_of_a_member(board: Board, browser: Any) -> None:
    member = browser(board.members[0])
    assert "Your opinion is missing" in member.see("/en/beirat").text
    member.send(f"{board.path}/stellungnahme", **OPINION, **board.score)
    assert "Nothing is waiting for you" in member.see("/en/beirat").text


def test_citizens_see_only_what_is_concluded(board: Board, client: Any) -> None:
    page = client.see("/en/beirat")
    assert board.review.reference not in page.html
    assert "Waiting for you" not in page.text


def test_a_member_finds_their_opinion_again(board: Board, browser: Any) -> None:
    member = browser(board.members[0])
    member.send(f"{board.path}/stellungnahme", **OPINION, **board.score)
    form = member.see(f"{board.path}/stellungnahme").form("stellungnahme")
    assert (form["verdict"], form["text"].strip()) == ("recommend", TEXT)
    assert form[f"score_{board.criterion.id}"] == "4"


def test_members_read_the_others_only_after_their_own(board: Board, browser: Any) -> None:
    board.all_speak(Verdict.RECOMMEND)
    other = browser(board.members[1])
    assert "as soon as you have written yours" in other.see(board.path).text
    other.send(f"{board.path}/stellungnahme", **OPINION, **board.score)
    assert "Ada" in other.see(board.path).text


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"verdict": "perhaps"},
        {"verdict": ["recommend", "decline"]},
        {"text": "kurz"},
        {"text": "a!" * 25_000},
        {"text": "\x00\u202e\u200b"},
        {"score": "6"},
        {"score": "4; drop table"},
    ],
)
def test_a_wrong_opinion_comes_back_with_what_was_typed(board: Board, browser: Any, wrong: dict[str, Any]) -> None:
    sent = {**OPINION, **board.score, **wrong} if wrong else {}
    if "score" in sent:
        sent[f"score_{board.criterion.id}"] = sent.pop("score")
    page = browser(board.members[0]).send(f"{board.path}/stellungnahme", 422, **sent)
    assert page.title.startswith("Error:")
    with transaction(writes=False):
        again = queries.by_reference(board.review.reference)
        assert again
        assert not again.opinions


def test_what_was_typed_stays_in_the_form(board: Board, browser: Any) -> None:
    page = browser(board.members[0]).send(f"{board.path}/stellungnahme", 422, text=TEXT)
    assert page.form("stellungnahme")["text"].strip() == TEXT


def test_stepping_aside_needs_a_reason_and_ends_the_part(board: Board, browser: Any) -> None:
    member = browser(board.members[0])
    member.send(f"{board.path}/befangenheit", 422, conflict="  ")
    member.send(f"{board.path}/befangenheit", conflict="Ich wohne dort.")
    assert "Thank you for being open" in member.see(board.path).text
    member.see(f"{board.path}/stellungnahme", 403)


def test_without_a_quorum_the_chair_reads_why(board: Board, browser: Any) -> None:
    chair = browser(board.chair)
    assert "The board needs 2 opinions" in chair.see(board.path).text
    assert "The board needs 2 opinions" in chair.send(f"{board.path}/abschluss", 403, **CONCLUSION).text


def test_the_chair_concludes_once(board: Board, browser: Any) -> None:
    board.all_speak(*[Verdict.RECOMMEND] * 3)
    chair = browser(board.chair)
    chair.send(f"{board.path}/abschluss", **CONCLUSION)
    assert "already concluded" in chair.send(f"{board.path}/abschluss", 403, **CONCLUSION).text


def test_another_view_must_be_heard(board: Board, browser: Any) -> None:
    board.all_speak(Verdict.RECOMMEND, Verdict.DECLINE)
    chair = browser(board.chair)
    assert "another view" in chair.send(f"{board.path}/abschluss", 422, **CONCLUSION).text
    chair.send(f"{board.path}/abschluss", **CONCLUSION, dissent="Ein Mitglied hält es für zu teuer.")


def test_a_conclusion_is_looked_over_before_the_town_reads_it(board: Board, browser: Any) -> None:
    board.all_speak(*[Verdict.RECOMMEND] * 3)
    page = browser(board.chair).send(
        f"{board.path}/abschluss", 200, **{**CONCLUSION, "dissent": "hier klicken"}, pruefen=1
    )
    assert page.all("section[aria-labelledby=hinweise] a[href='#dissent']")
    with transaction(writes=False):
        again = queries.by_reference(board.review.reference)
        assert again
        assert again.verdict is None


@pytest.mark.parametrize(
    "wrong",
    [{"conclusion": "later"}, {"reasons": ""}, {"reasons": "a!" * 25_000}, {"conclusion": "with_changes"}],
)
def test_a_wrong_conclusion_comes_back(board: Board, browser: Any, wrong: dict[str, str]) -> None:
    board.all_speak(*[Verdict.RECOMMEND] * 2)
    browser(board.chair).send(f"{board.path}/abschluss", 422, **{**CONCLUSION, **wrong})


@pytest.mark.parametrize("office", [None, Office.MODERATOR, Office.EDITOR, Office.ADMINISTRATOR])
@pytest.mark.parametrize("step", ["stellungnahme", "befangenheit", "abschluss"])
def test_only_the_board_works_on_a_review(board: Board, browser: Any, office: Office | None, step: str) -> None:
    with transaction():
        somebody = person(*([office] if office else []))
    browser(somebody).see(f"{board.path}/{step}", 403)
    browser(somebody).send(f"{board.path}/{step}", 403, **OPINION)


@pytest.mark.parametrize("office", [Office.MODERATOR, Office.BOARD, Office.CHAIR])
def test_only_editors_change_criteria(board: Board, client: Any, browser: Any, office: Office) -> None:
    client.see("/en/redaktion/kriterien", 403)
    with transaction():
        somebody = person(office)
    browser(somebody).send("/en/redaktion/kriterien", 403, name_de="Kosten", text_de="Was kostet es?")


def test_an_editor_adds_words_and_retires_a_criterion(board: Board, editor: Any) -> None:
    editor.send("/en/redaktion/kriterien", name_de="Kosten", name_en="Costs", text_de="Was kostet es?")
    page = editor.see("/en/redaktion/kriterien")
    assert "Costs" in page.text
    path = page.link("Change “Costs”")
    words = {"name_de": "Preis", "text_de": "Was kostet es?", "position": "1"}
    assert "Was kostet es?" in editor.send(path, 409, **words).text
    editor.send(path, **words, version=editor.see(path).one("[name=version]").get("value"))
    editor.send(f"{path}/ruhestand", retired="yes")
    assert (
        "Retired" in editor.see("/de/redaktion/kriterien").text or "Preis" in editor.see("/de/redaktion/kriterien").text
    )


@pytest.mark.parametrize("wrong", [{"name_de": ""}, {"name_de": "a" * 81}, {"position": "x"}, {"position": "0"}])
def test_a_wrong_criterion_comes_back(board: Board, editor: Any, wrong: dict[str, str]) -> None:
    sent = {"name_de": "Preis", "text_de": "Was kostet es?", "position": "1", **wrong}
    editor.send(f"/en/redaktion/kriterien/{board.criterion.id}", 422, **sent)


def test_unknown_reviews_and_criteria_are_helpful_pages(board: Board, client: Any, editor: Any) -> None:
    client.see("/de/beirat/2026-99999", 404)
    editor.see("/de/redaktion/kriterien/99999", 404)


def test_each_missing_score_names_its_criterion_in_the_order_of_the_page(board: Board, browser: Any) -> None:
    with transaction():
        second = criterion("Kosten")
    page = browser(board.members[0]).send(f"{board.path.replace('/en/', '/de/')}/stellungnahme", 422)
    links = page.all(".error-summary a")
    scores = [f"#score_{each.id}-0" for each in (board.criterion, second)]
    assert [each.get("href") for each in links] == [*scores, "#verdict-0", "#text"]
    assert [name in link.text_content() for name, link in zip(("Nutzen für viele", "Kosten"), links, strict=False)] == [
        True,
        True,
    ]


def test_the_chair_sees_points_and_reasons_beside_the_conclusion(board: Board, browser: Any) -> None:
    board.all_speak(*[Verdict.RECOMMEND] * 3)
    page = browser(board.chair).see(f"{board.path}/abschluss")
    assert "Use for many" in page.one("aside table.bars").text_content()
    assert "Das hilft vielen Menschen" in page.one("aside").text_content()
