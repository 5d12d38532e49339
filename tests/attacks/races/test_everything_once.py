"""Answers, reports, follows, opinions, comments and proposals: each once, however often and fast it is sent."""

from typing import Any

from bmw.accounts.models import Office
from bmw.board.models import Opinion, Score
from bmw.cases.models import Case
from bmw.comments.models import Comment
from bmw.kernel.clock import now
from bmw.kernel.database import db, transaction
from bmw.processes.models import Process
from bmw.proposals.models import Edition, Proposal
from bmw.proposals.states import State
from bmw.record.models import Follow, Step
from bmw.record.words import Word
from bmw.surveys.models import Kind, Sheet, Survey
from bmw.ui.signed import sign
from tests import factories as make
from tests import factories_strategy as later
from tests.attacks.races.conftest import DAY, Town, rows
from tests.attacks.races.server import Answer, at_once, statuses
from tests.factories_proposals import proposal
from tests.factories_surveys import survey
from tests.page import Page

WORDS = {"title": "Nur einmal bitte", "body": "Das soll nur einmal da sein.", "language": "de"}


def locations(answers: list[Answer]) -> set[str]:
    return {each.location for each in answers}


def test_an_answer_sent_in_many_windows_is_one_sheet(town: Town) -> None:
    [window], process = town.windows(1), town.process()
    with transaction():
        asked = survey(Kind.SINGLE, Kind.MULTIPLE, process=process, opens=now() - DAY, closes=now() + DAY)
        first, second = asked.questions
        options = [(str(one.id), str(two.id)) for one, two in zip(first.options, second.options, strict=True)]
    jobs = [
        lambda pair=pair: window.send(
            f"/de/umfragen/{asked.reference}", **{f"question-{first.id}": pair[0], f"question-{second.id}": pair[1]}
        )
        for pair in options * 8
    ]
    assert statuses(at_once(jobs)) == {303}
    assert rows(Sheet, Sheet.survey_id == asked.id) == 1
    with transaction(writes=False):
        kept = db.get_one(Survey, asked.id)
        assert (kept.sheets, sum(each.count for each in kept.questions[0].options)) == (1, 1)


def test_answering_and_taking_back_at_once_keeps_the_sums(town: Town) -> None:
    [window], process = town.windows(1), town.process()
    with transaction():
        asked = survey(Kind.SINGLE, process=process, opens=now() - DAY, closes=now() + DAY)
        name, value = f"question-{asked.questions[0].id}", str(asked.questions[0].options[0].id)
    path = f"/de/umfragen/{asked.reference}"
    ways: list[Any] = [lambda: window.send(path, **{name: value}), lambda: window.send(f"{path}/zurueckziehen")]
    assert statuses(at_once(ways * 10)) == {303}
    assert window.send(path, **{name: value}).status_code == 303
    assert rows(Sheet, Sheet.survey_id == asked.id) == 1


def test_a_report_sent_many_times_is_one_case(town: Town) -> None:
    [window], guest, thing = town.windows(1), town.window(), town.proposal()
    path = f"/de/melden/proposal/{thing.reference}"
    letter = {"reason": "insult", "text": "Zweiter Satz.", "good_faith": "y"}
    again = {**Page(window.see(path)).form(path), **letter}
    assert statuses(at_once([lambda: window.send(path, **again)] * 10)) == {303}
    assert rows(Case, Case.record_id == thing.id, Case.kind == "reported") == 1
    fresh = [{**Page(window.see(path)).form(path), **letter} for _n in range(6)]
    assert statuses(at_once([lambda form=form: window.send(path, **form) for form in fresh])) == {303}
    assert rows(Case, Case.record_id == thing.id, Case.kind == "reported") == 1
    a_while_ago = sign("begun", str(int(now().timestamp()) - 10))
    unknown = {**Page(guest.see(path)).form(path), **letter, "begun": a_while_ago}
    assert statuses(at_once([lambda: guest.send(path, **unknown)] * 8)) == {303}
    assert rows(Case, Case.record_id == thing.id, Case.kind == "reported") == 2


def test_following_in_many_windows_is_following_once(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal()
    path = f"/de/vorschlaege/{thing.reference}/folgen"
    assert statuses(at_once([lambda: window.send(path, follow="yes")] * 20)) == {303}
    words = ["yes", "no"] * 10
    assert statuses(at_once([lambda word=word: window.send(path, follow=word) for word in words])) == {303}
    assert window.send(path, follow="yes").status_code == 303
    assert rows(Follow, Follow.record_id == thing.id, Follow.person_id != thing.author_id) == 1


def test_an_opinion_of_the_board_stands_once(town: Town) -> None:
    with transaction():
        member = make.person(Office.BOARD)
        criterion, review = later.criterion(), later.review()
    window = town.window(member)
    form = {"text": "Das hilft vielen Menschen.", f"score_{criterion.id}": "4"}
    verdicts = ["recommend", "not_now"] * 6
    path = f"/de/beirat/{review.reference}/stellungnahme"
    answers = at_once([lambda word=word: window.send(path, verdict=word, **form) for word in verdicts])
    assert 303 in statuses(answers)
    assert rows(Opinion, Opinion.review_id == review.id) == rows(Score, Score.review_id == review.id) == 1
    assert rows(Step, Step.record_id == review.id, Step.word == Word.REVIEW_OPINED) == 1


def test_a_comment_sent_again_leads_to_the_first_in_every_language(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal()
    page = f"vorschlaege/{thing.reference}"
    form = Page(window.see(f"/de/{page}")).form("/kommentare") | {"body": "Nur einmal gesagt.", "language": "de"}
    jobs = [lambda lang=lang: window.send(f"/{lang}/{page}/kommentare", **form) for lang in ("de", "ar") * 6]
    answers = at_once(jobs)
    assert statuses(answers) == {303}
    assert len(locations(answers)) == 1
    assert rows(Comment, Comment.thread_id == thing.thread_id) == 1


def test_a_comment_whose_answer_was_lost_is_not_written_twice(town: Town) -> None:
    [window], thing = town.windows(1), town.proposal()
    path = f"/de/vorschlaege/{thing.reference}"
    form = Page(window.see(path)).form("/kommentare") | {"body": "Nur einmal gesagt.", "language": "de"}
    window.send_and_go(f"{path}/kommentare", **form)
    assert window.send(f"{path}/kommentare", **form).status_code == 303
    assert rows(Comment, Comment.thread_id == thing.thread_id) == 1


def test_a_proposal_sent_again_is_one_draft_and_handed_in_once(town: Town) -> None:
    [window], process = town.windows(1), town.process()
    place = {"procedure": process.reference, "field": process.fields[0].slug}
    form = Page(window.see("/de/vorschlaege/neu")).form("/vorschlaege/neu") | WORDS | place
    answers = at_once([lambda: window.send("/de/vorschlaege/neu", **form)] * 10)
    assert (statuses(answers), len(locations(answers))) == ({303}, 1)
    assert rows(Proposal, Proposal.process_id == process.id) == 1
    path = answers[0].location.removesuffix("/vorschau")
    assert statuses(at_once([lambda: window.send(f"{path}/einreichen")] * 8)) <= {303, 403}
    [draft] = _of(process.id)
    assert rows(Step, Step.record_id == draft.id, Step.word == Word.PROPOSAL_SUBMITTED) == 1
    assert rows(Case, Case.record_id == draft.id) == 1


def _of(process_id: int) -> list[Proposal]:
    with transaction(writes=False):
        return db.query(Proposal).where(Proposal.process_id == process_id).all()


def test_many_people_who_propose_at_once_get_numbers_of_their_own(town: Town) -> None:
    crowd, process = town.windows(10), town.process()
    place = {"procedure": process.reference, "field": process.fields[0].slug}
    forms = [Page(each.see("/de/vorschlaege/neu")).form("/vorschlaege/neu") | WORDS | place for each in crowd]
    jobs = [lambda pair=pair: pair[0].send("/de/vorschlaege/neu", **pair[1]) for pair in zip(crowd, forms, strict=True)]
    answers = at_once(jobs)
    assert (statuses(answers), len(locations(answers))) == ({303}, 10)


def test_a_draft_saved_in_many_windows_is_one_of_its_wordings(town: Town) -> None:
    process = town.process()
    with transaction():
        author, process = make.person(), db.get_one(Process, process.id)
        draft = proposal(author, process, process.fields[0], state=State.DRAFT, at=now())
    window = town.window(author)
    path = f"/de/vorschlaege/{draft.reference}/bearbeiten"
    texts = [WORDS | {"title": f"Fassung {n}", "body": f"Wortlaut der Fassung {n}."} for n in range(10)]
    assert statuses(at_once([lambda text=text: window.send(path, **text) for text in texts])) == {303}
    with transaction(writes=False):
        kept = db.get_one(Proposal, draft.id)
        assert {"title": kept.title, "body": kept.body, "language": "de"} in texts
    assert rows(Edition, Edition.proposal_id == draft.id) == 0
