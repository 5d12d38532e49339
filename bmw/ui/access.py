"""One route, one rule: load the thing once, ask the rule about it, do the step, and keep it, inside one transaction."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

from flask import abort, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from bmw.kernel.confirming import UNCONFIRMED, would_confirming_help
from bmw.kernel.database import Base, db, hold, is_shared, transaction
from bmw.kernel.limits import goes_on
from bmw.kernel.rules import Answer, Rule
from bmw.ui import current, once
from bmw.ui.alarms import Event, known_as, note

View = TypeVar("View", bound=Callable[..., Any])
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
REPEATABLE = frozenset({"40001", "40P01", "23505"})
"""What PostgreSQL says when two steps were in each other's way; once repeated, the second sees what the first did."""
TRIES = 4
RULES: dict[str, Rule] = {}
"""The rule of every guarded view, by its qualified name; a house test compares it with the map of addresses."""


class Refused(Exception):
    """The rule said no, with a sentence; `status` is 410 where it was possible once and is over."""

    def __init__(self, answer: Answer, *, is_foreign: bool = False, status: int = 403) -> None:
        super().__init__(answer.sentence)
        self.answer, self.is_foreign, self.status = answer, is_foreign, status


def may(rule: Rule, on: Any = None) -> Answer:
    """What a rule says to whoever asks now; templates use it to explain a disabled button."""
    who, at = current.who(), current.at()
    answer = rule(who, on, at)
    return UNCONFIRMED if would_confirming_help(rule, who, on, at, answer) else answer


def allowed(
    rule: Rule,
    on: Callable[..., Any] | None = None,
    *,
    booked: Callable[..., bool] | None = None,
    prepared: Callable[[], object] | None = None,
) -> Callable[[View], View]:
    """Guard a view: `on` loads the thing from the address, `rule` is asked about it, the step runs and is kept.

    `booked` counts a try against its limits before the step begins, so that it counts even if the step fails.
    `prepared` does what is slow, such as looking at a file: for those only whom the rule lets in, and before the step.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def step(**values: Any) -> ResponseReturnValue:
            writes = request.method not in SAFE
            goes_on.set(None)
            if writes:
                request.form  # noqa: B018  # takes the whole body in, so that a slow sender never holds the database
                if booked and not booked(**values):
                    abort(429)
                _prepare(prepared, rule, on, dict(values))
            for attempt in range(TRIES):
                current.start_over()
                try:
                    with transaction(writes=writes):
                        return _carry_out(view, rule, on, dict(values), writes)
                except DBAPIError as error:
                    if not writes or getattr(error.orig, "sqlstate", "") not in REPEATABLE or attempt + 1 == TRIES:
                        raise
            raise AssertionError("unreachable")

        RULES[f"{view.__module__}.{view.__qualname__}"] = rule
        step.rule = rule  # type: ignore[attr-defined]  # the mark that the house test looks for
        return step  # type: ignore[return-value]  # same parameters, guarded

    return guard


def unasked(view: View) -> View:
    """For what is the same for everybody: nobody is asked who they are, so that every browser may keep it."""

    @wraps(view)
    def answer(**values: Any) -> Any:
        current.ask_nobody()
        return view(**values)

    return answer  # type: ignore[return-value]  # same parameters


def without_database(rule: Rule) -> Callable[[View], View]:
    """Guard a view that must answer when the database does not: nothing is loaded, nothing is kept."""

    def guard(view: View) -> View:
        RULES[f"{view.__module__}.{view.__qualname__}"] = rule
        view.rule = rule  # type: ignore[attr-defined]  # the mark that the house test looks for
        return view

    return guard


def _carry_out(
    view: Callable[..., Any], rule: Rule, on: Callable[..., Any] | None, values: dict[str, Any], writes: bool
) -> Response:
    if writes:
        _stand_still(on, values)
    key = _form_key() if writes else None
    done = once.first_result(key) if key else None
    if done:
        return redirect(done, 303)
    subject = _load(on, values) if on else None
    answer = may(rule, subject)
    if not answer:
        raise Refused(answer)
    if writes and "holds " in rule.name:
        note(Event.OFFICE_USED, whose=known_as())
    response = make_response(view(subject, **values) if on else view(**values))
    if key and response.status_code == 303:
        once.remember(key, response.location or "/", current.at())
    if writes and response.status_code >= 400:
        db.rollback()
    return response


def _prepare(
    slow: Callable[[], object] | None, rule: Rule, on: Callable[..., Any] | None, values: dict[str, Any]
) -> None:
    """Nothing slow is done for somebody who may not; the step asks the same once more."""
    if slow is None:
        return
    with transaction(writes=False):
        if not (answer := may(rule, _load(on, values) if on else None)):
            raise Refused(answer)
    slow()


def _stand_still(on: Callable[..., Any] | None, values: dict[str, Any]) -> None:
    """Who asks and what it is about stay as they are until the step is over, and are read anew now that they do."""
    current.ask_anew()
    if not is_shared():
        return
    with db.no_autoflush:
        who = current.who()
        things = (who, _load(on, dict(values)) if on else None)
        for each in things:
            if isinstance(each, Base):
                hold(each)
    db.expire_all()
    current.ask_anew()


def _load(on: Callable[..., Any], values: dict[str, Any]) -> Any:
    wanted: Mapping[str, Any] = signature(on).parameters
    given = {name: values.pop(name) for name in list(values) if name in wanted}
    subject = on(**given)
    if subject is None:
        abort(404)
    return subject


def _form_key() -> bytes | None:
    nonce = request.form.get("nonce", "")
    if not 16 <= len(nonce) <= 64:
        return None
    page = request.path.split("/", 2)[2]  # the same in every language
    return once.key_of(nonce, page, str(current.who().id or ""))
