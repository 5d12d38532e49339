"""Faults that somebody might make one day, planted into the running code.

No file is changed; the fault lives and dies with its process (`tests/attacks/mother.py`). The tests named beside each
fault must notice it, or they guard nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """A fault, and the tests that must fail while it is there."""

    plant: Callable[[], None]
    caught_by: tuple[str, ...]


def vote_without_key() -> None:
    """Nobody in the database minds a second vote of the same person, and each vote is put beside the last."""
    from sqlalchemy import event, insert

    from bmw.kernel.database import db
    from bmw.votes import service
    from bmw.votes.models import Vote

    @event.listens_for(Vote.__table__, "after_create")
    def rebuild(_table: Any, connection: Any, **_more: Any) -> None:
        for line in ("CREATE TABLE plain AS SELECT * FROM vote", "DROP TABLE vote", "ALTER TABLE plain RENAME TO vote"):
            connection.exec_driver_sql(line)

    def write(ballot_id: int, key: bytes, choice: int, channel: str) -> None:
        row = {"ballot_id": ballot_id, "voter_key": key, "choice": int(choice), "channel": channel, "version": 1}
        db.execute(insert(Vote.__table__).values(row))

    service._write = write  # type: ignore[assignment]


def rule_skipped() -> None:
    """`@allowed` asks nothing."""
    from bmw.kernel.rules import YES
    from bmw.ui import access

    access.may = lambda rule, on=None: YES


def other_object() -> None:
    """The rule is asked about the thing in the address, the step is done to the one that the form names."""
    from flask import request

    from bmw.ui import access

    carry_out = access._carry_out

    def carry_out_another(view: Any, rule: Any, on: Any, values: dict[str, Any], writes: bool) -> Any:
        is_named = "reference" in values

        def confused(subject: Any = None, **more: Any) -> Any:
            named = request.values.get("reference")
            other = on(reference=named) if on and named and is_named else None
            return view(other or subject, **more) if on else view(**more)

        return carry_out(confused, rule, on, values, writes)

    access._carry_out = carry_out_another


def any_origin() -> None:
    """Whichever site sends a form, it is taken for ours."""
    from bmw.ui import origin

    origin.is_own = lambda: True


def no_escape() -> None:
    """Templates put everything in place as it is."""
    from flask import Flask

    Flask.select_jinja_autoescape = lambda self, filename: False  # type: ignore[method-assign]


def no_sanitizer() -> None:
    """Markdown lets markup through, and nobody cleans it."""
    from markdown_it import MarkdownIt

    from bmw.kernel import text

    known = text._markdown
    text._markdown = lambda *more: with_html(known(*more))  # type: ignore[assignment]
    text.sanitize = lambda html, tags=text.TAGS: html

    def with_html(markdown: MarkdownIt) -> MarkdownIt:
        markdown.options["html"] = True
        return markdown.enable(["html_block", "html_inline"])


def reason_optional() -> None:
    """Something can be hidden without rule and facts: no form asks, no service, no constraint."""
    from sqlalchemy import CheckConstraint

    from bmw.cases import models, service
    from bmw.moderation import forms
    from bmw.ui.forms import AtLeast, Needed

    Needed.__call__ = lambda self, form, field: None  # type: ignore[method-assign]
    AtLeast.__call__ = lambda self, form, field: None  # type: ignore[method-assign]
    forms.RestrictForm.rule.kwargs["validate_choice"] = False

    def grounds(self: Any) -> dict[str, Any]:
        rule = models.Reason(self.rule.data) if self.rule.data in set(models.Reason) else None
        return {"rule": rule, "facts": self.facts.data or "", "law": self.law.data or ""}

    forms.RestrictForm.grounds = property(grounds)  # type: ignore[method-assign,assignment]
    service.RESTRICTIONS = frozenset()
    constraints = models.Case.__table__.constraints  # type: ignore[attr-defined]
    constraints -= {each for each in constraints if isinstance(each, CheckConstraint)}


def signed_out_stays() -> None:
    """Signing out takes the cookie from the browser; its session lives on."""
    from flask import g

    from bmw.accounts import sessions

    def end() -> None:
        g.new_session_token = ""

    sessions.end = end


def no_limits() -> None:
    """Tries are booked and forgotten, so that everything may be tried for ever."""
    from sqlalchemy import event

    from bmw.kernel.limits import Limit

    @event.listens_for(Limit.__table__, "after_create")
    def forget(_table: Any, connection: Any, **_more: Any) -> None:
        reset = "BEGIN UPDATE limit_window SET spent = 0 WHERE key = NEW.key; END"
        for name, moment in (("first", "INSERT ON"), ("further", "UPDATE OF spent ON")):
            connection.exec_driver_sql(f"CREATE TRIGGER {name} AFTER {moment} limit_window {reset}")


def early_answer() -> None:
    """The answer goes out whether or not the step was kept."""
    from bmw.kernel import database
    from bmw.kernel.database import WRITES, db

    @contextmanager
    def transaction(*, writes: bool = True) -> Iterator[None]:
        db.remove()
        try:
            db.connection(execution_options={WRITES: writes})
            yield
            if writes:
                with suppress(Exception):
                    db.commit()
                database._turn()
        finally:
            db.remove()

    database.transaction = transaction


def small_groups_shown() -> None:
    """Results show groups of any size."""
    from bmw.surveys import suppression

    suppression.one_of.__defaults__ = (1,)
    suppression.many_of.__defaults__ = (1,)


def any_host() -> None:
    """The platform answers to every host name."""
    from bmw.kernel.settings import Settings

    Settings.hosts = property(lambda self: None)  # type: ignore[assignment,method-assign]


def link_used_by_looking() -> None:
    """Looking at the page of a link signs in, as mail scanners would."""
    from flask import request

    from bmw.accounts import service
    from bmw.accounts.views import entry
    from bmw.kernel.database import db
    from bmw.ui import current

    shown = entry.page

    def show(template: str, status: int = 200, **context: Any) -> Any:
        if template == "accounts/link.html" and request.method == "GET":
            mailed = entry.queries.mailed(context["token"], current.at())
            service.let_in(mailed, current.town().name, current.at())
            db.commit()
        return shown(template, status, **context)

    entry.page = show


VOTES, DOORS = "test_votes.py::", "test_doors.py::"
MUTANTS = {
    "vote-without-key": Mutant(
        vote_without_key,
        (
            f"{VOTES}test_the_database_itself_refuses_a_second_vote",
            "test_at_once.py::test_everybody_who_supports_in_many_windows_counts_once",
        ),
    ),
    "rule-skipped": Mutant(
        rule_skipped,
        (
            "test_others.py::test_nobody_objects_to_a_decision_about_somebody_else",
            "test_others.py::test_what_is_not_public_or_over_takes_no_votes_and_no_words",
        ),
    ),
    "other-object": Mutant(
        other_object, (f"{VOTES}test_a_vote_counts_for_the_proposal_of_its_address_whatever_the_form_says",)
    ),
    "any-origin": Mutant(
        any_origin,
        (
            f"{VOTES}test_a_vote_that_another_site_sends_is_none",
            f"{VOTES}test_an_old_browser_on_another_site_sends_no_vote",
        ),
    ),
    "no-escape": Mutant(no_escape, (f"{DOORS}test_markup_of_people_is_shown_as_words",)),
    "no-sanitizer": Mutant(no_sanitizer, (f"{DOORS}test_markup_of_people_is_shown_as_words",)),
    "reason-optional": Mutant(reason_optional, ("test_fair.py::test_nothing_is_hidden_without_a_rule_and_the_facts",)),
    "signed-out-stays": Mutant(signed_out_stays, ("test_ways_in.py::test_signing_out_ends_a_stolen_session",)),
    "no-limits": Mutant(no_limits, ("test_ways_in.py::test_nobody_guesses_a_code",)),
    "early-answer": Mutant(early_answer, (f"{VOTES}test_nobody_reads_saved_before_it_is",)),
    "small-groups-shown": Mutant(small_groups_shown, ("test_results.py::test_nobody_finds_a_small_group_in_a_result",)),
    "any-host": Mutant(any_host, (f"{DOORS}test_another_host_name_gets_no_page",)),
    "link-used-by-looking": Mutant(link_used_by_looking, ("test_ways_in.py::test_a_scanner_of_mails_uses_no_link_up",)),
}
