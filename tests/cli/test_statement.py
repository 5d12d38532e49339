"""`bmw statement`: how each criterion stands, and on which tests that rests."""

from datetime import date

from click.testing import CliRunner

from bmw.cli.commands import command_line
from bmw.cli.statement import told
from bmw.site.conformance.criteria import Criterion, State
from bmw.site.conformance.verdict import judge


def test_every_criterion_that_arises_has_a_line() -> None:
    done = CliRunner().invoke(command_line(), ["statement"])
    assert done.exit_code == 0, done.output
    *lines, last = done.output.splitlines()
    assert any(line.startswith("1.4.3 ") for line in lines)
    assert "supports" in last
    assert not any(" absent " in line for line in lines)


def test_what_has_not_run_says_so_and_is_not_met() -> None:
    said = Criterion("2.1.1", "wcag", State.SUPPORTS, ("tests/a.py::test_b",))
    line, last = told(judge([said], [], date(2026, 5, 12)))
    assert "tests/a.py::test_b: not run in full" in line
    assert "partially" in line
    assert last.endswith("recorded last on: never.")
