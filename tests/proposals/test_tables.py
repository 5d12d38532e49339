"""The table of a process: every number is the same on the page, in the list and in the file."""

import csv
import io
from typing import Any

import pytest
from flask import Flask

from bmw.kernel.database import db, transaction
from bmw.processes.models import Process, State
from bmw.proposals import service
from bmw.proposals.states import State as Stage
from bmw.votes.models import Choice, ImportedTotal, Kind
from tests import factories as make
from tests.factories_proposals import proposal


def table(client: Any, process: Process) -> list[dict[str, str]]:
    answer = client.get(f"/de/vorschlaege/tabelle/{process.reference}?form=programm")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def again(process: Process) -> Process:
    """The process in the step that runs now."""
    return db.get_one(Process, process.id)


def supported(process: Process, count: int, **traits: Any) -> Any:
    new = proposal(process=again(process), **traits)
    for _n in range(count):
        service.support(new, make.person(), Choice.AGREE)
    return new


@pytest.fixture
def process(app: Flask) -> Process:
    with transaction():
        return make.process(make.field())


def test_counts_are_equal_on_page_in_list_and_in_the_file(client: Any, process: Process) -> None:
    with transaction():
        new = supported(process, 3)
        db.add(ImportedTotal(ballot_id=new.ballot_id, choice=Choice.AGREE, count=1234, source="Polis 2024"))
        db.flush()
        db.refresh(new.ballot)
        new.supporters = 1237
    [row] = table(client, process)
    page = client.see(f"/de/vorschlaege/{new.reference}").text
    listed = client.see("/de/vorschlaege").text
    assert (row["agree"], row["imported_agree"], row["imported_source"]) == ("3", "1234", "Polis 2024")
    assert int(row["agree"]) + int(row["imported_agree"]) == new.supporters
    assert "1237" in listed.replace(".", "")
    assert "1234" in page.replace(".", "")


def test_opinions_are_counted_like_on_the_page(client: Any, app: Flask) -> None:
    with transaction():
        process = make.process(make.field(), ballot_kind=Kind.OPINION)
        new = proposal(process=process)
        for choice in (Choice.AGREE, Choice.AGREE, Choice.DISAGREE, Choice.PASS):
            service.support(new, make.person(), choice)
    [row] = table(client, process)
    assert (row["agree"], row["disagree"], row["pass"]) == ("2", "1", "1")


def test_a_merged_proposal_names_where_it_went_and_voters_count_once(client: Any, process: Process) -> None:
    with transaction():
        both = make.person()
        into, gone = supported(process, 2), supported(process, 1, title="Dasselbe")
        for each in (into, gone):
            service.support(each, both, Choice.AGREE)
        service.merge(gone, into, make.person(), make.NOW, reason="Beide wollen dasselbe.")
    rows = {row["reference"]: row for row in table(client, process)}
    assert (rows[gone.reference]["state"], rows[gone.reference]["merged_into"]) == ("merged", into.reference)
    assert rows[into.reference]["agree"] == "4"
    assert "4" in client.see(f"/de/vorschlaege/{into.reference}").text


def test_only_what_is_public_stands_there(client: Any, process: Process) -> None:
    with transaction():
        for state in Stage:
            if state is not Stage.MERGED:
                proposal(process=again(process), state=state, title=f"Ein Vorschlag {state}")
    assert [row["title"] for row in table(client, process)] == ["Ein Vorschlag public"]


def test_the_table_of_a_draft_is_for_nobody_else(client: Any, process: Process) -> None:
    with transaction():
        db.get_one(Process, process.id).state = State.DRAFT
    assert client.get(f"/de/vorschlaege/tabelle/{process.reference}").status_code == 403


def test_a_title_that_would_calculate_stays_a_title(client: Any, process: Process) -> None:
    with transaction():
        proposal(process=again(process), title='=HYPERLINK("https://example.org")')
    assert table(client, process)[0]["title"].startswith("'=HYPERLINK")


def test_by_default_the_file_is_one_for_german_spreadsheets(client: Any, process: Process) -> None:
    answer = client.get(f"/en/vorschlaege/tabelle/{process.reference}")
    assert answer.text.startswith('\ufeff"Number";"Title"')
    assert answer.headers["Content-Disposition"].startswith("attachment; ")


def test_the_page_of_the_process_leads_to_the_table(client: Any, process: Process) -> None:
    with transaction():
        proposal(process=again(process))
    path = client.see(f"/en/verfahren/{process.reference}").link("Table for programs")
    assert client.get(path).mimetype == "text/csv"
