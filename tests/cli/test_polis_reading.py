"""Reading Polis exports: the real ones whole, and every damage with a clear sentence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmw.cli.polis.read import read
from bmw.cli.polis.table import Malformed
from tests.cli.polis_folders import COMMENTS_HEAD, comment, export, klimarat

REAL = {
    "energie": (1039, 524, 130_798, 380),
    "produktion-konsum": (522, 245, 61_384, 171),
    "mobilitaet": (2138, 1235, 0, 0),
    "ernaehrung-landnutzung": (1452, 651, 0, 0),
}


@pytest.mark.data
@pytest.mark.parametrize("name", REAL)
def test_every_real_folder_is_read_whole(name: str) -> None:
    conversation = read(klimarat() / name)
    statements, held, votes, differences = REAL[name]
    assert len(conversation.statements) == statements
    assert sum(each.moderated == -1 for each in conversation.statements) == held
    assert len(conversation.votes or []) == votes
    assert len(conversation.differences) == differences


def test_statements_come_in_the_order_in_which_they_were_written(tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(2, at=1651005914999), comment(1, at=1651005900000)])
    assert [each.number for each in read(tmp_path).statements] == [1, 2]


def test_statements_without_text_are_skipped_and_named(tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0), comment(1, body="  \u200b ")])
    assert read(tmp_path).skipped == ((1, "it has no text"),)


def test_sums_that_differ_are_reported_largest_first(tmp_path: Path) -> None:
    export(
        tmp_path, comments=[comment(0, agrees=1), comment(1, agrees=9)], matrix=[["7", "", "", 2, 2, 2, 0, "1", "1"]]
    )
    assert [(each.number, each.size) for each in read(tmp_path).differences] == [(1, 8)]


def test_a_conversation_without_a_matrix_has_only_sums(tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0, agrees=5)])
    assert read(tmp_path).votes is None


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ({"comments.csv": None}, "comments.csv: the folder"),
        ({"summary.csv": None}, "summary.csv: the folder"),
        ({"summary.csv": b"url,x\n"}, "summary.csv: the topic is missing"),
        ({"summary.csv": b"topic,E\ncomments,9\n"}, "comments.csv: there are 1 statements, but summary.csv says 9"),
        ({"summary.csv": b"topic,E\ncomments,viele\n"}, "“comments” must be a whole number"),
        ({"comments.csv": b""}, "comments.csv: the file is empty"),
        ({"comments.csv": COMMENTS_HEAD}, "there are no statements"),
        ({"comments.csv": b"a,b\n1,2\n"}, "comments.csv, line 1: the column “timestamp” is missing"),
        ({"comments.csv": COMMENTS_HEAD + "Ä".encode("latin-1")}, "comments.csv, line 2: this is not UTF-8"),
        ({"comments.csv": COMMENTS_HEAD + b"1651005914222,x,0,7,1,1\n"}, "comments.csv, line 2: 8 columns"),
        ({"comments.csv": COMMENTS_HEAD + b'1651005914222,x,0,7,1,1,1,"cut o'}, "line 2: the file ends in the middle"),
        ({"comments.csv": COMMENTS_HEAD + b"1651005914222,x,0,7,many,1,1,t\n"}, "line 2: “agrees” must be a whole"),
        ({"comments.csv": COMMENTS_HEAD + b"1651005914222,x,0,7,1,1,5,t\n"}, "line 2: “moderated” must be a whole"),
        ({"comments.csv": COMMENTS_HEAD + b"99,x,0,7,1,1,1,t\n"}, "line 2: “timestamp” must be a whole number"),
        ({"comments.csv": COMMENTS_HEAD + b"1651005914222,x,0,7,1,1,1,a\0b\n"}, "line 2: there is a NUL"),
        ({"comments.csv": COMMENTS_HEAD + b"1651005914222,x,0,7,1,1,1,t\n" * 2}, "line 3: comment-id 0 was already"),
        ({"participants-votes.csv": b"participant,n-disagree,5\n"}, "the column “5” belongs to no statement"),
        ({"participants-votes.csv": b"voter,n-disagree,0\n"}, "the columns “participant” (first)"),
        ({"participants-votes.csv": b"participant,n-disagree,0\n1,0,yes\n"}, "line 2: statement 0: a vote is 1, -1, 0"),
        ({"participants-votes.csv": b"participant,n-disagree,0\n1,0\n"}, "line 2: 3 columns are expected"),
        ({"participants-votes.csv": b"participant,n-disagree,0\n1,0,1\n1,0,1\n"}, "line 3: participant 1 is there"),
        ({"participants-votes.csv": b"participant,n-disagree,0\nx,0,1\n"}, "line 2: “participant” must be"),
    ],
)
def test_damage_is_named_with_file_and_line(tmp_path: Path, damage: dict[str, bytes | None], sentence: str) -> None:
    export(tmp_path, comments=[comment(0)])
    for name, content in damage.items():
        (tmp_path / name).unlink(missing_ok=True)
        if content is not None:
            (tmp_path / name).write_bytes(content)
    with pytest.raises(Malformed, match="csv") as caught:
        read(tmp_path)
    assert sentence in str(caught.value)


@pytest.mark.data
@pytest.mark.parametrize("name", ["comments.csv", "participants-votes.csv"])
def test_half_a_file_is_refused(tmp_path: Path, name: str) -> None:
    for each in (klimarat() / "produktion-konsum").iterdir():
        (tmp_path / each.name).write_bytes(each.read_bytes())
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Malformed, match=name):
        read(tmp_path)


@given(content=st.binary(max_size=400))
def test_no_file_whatever_is_in_it_causes_anything_but_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    export(folder, comments=[comment(0)])
    (folder / "comments.csv").write_bytes(COMMENTS_HEAD + content)
    with pytest.raises(Malformed):
        raise_or_accept(folder)


def raise_or_accept(folder: Path) -> None:
    """Reading works or says a sentence; both are right for random bytes."""
    read(folder)
    raise Malformed("comments.csv", "was read")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1, max_size=8))
def test_every_text_that_can_be_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    export(folder, comments=[comment(n, body=f"x{body}") for n, body in enumerate(bodies)])
    assert len(read(folder).statements) == len(bodies)


def test_the_folder_itself_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="there is no such folder"):
        read(tmp_path / "missing")


def test_a_line_end_inside_a_text_belongs_to_the_text(tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0, body="eins\nzwei"), comment(1)])
    assert read(tmp_path).statements[0].body == "eins\nzwei"


def test_signs_that_a_terminal_would_obey_reach_none(tmp_path: Path) -> None:
    export(tmp_path, comments=[comment(0)], topic="Ener\x1b]0;x\x07gie")
    assert read(tmp_path).topic == "Ener]0;xgie"
    export(tmp_path, comments=[comment(0, agrees="\x1b[2J")])
    with pytest.raises(Malformed) as refused:
        read(tmp_path)
    assert "“[2J”" in str(refused.value)
