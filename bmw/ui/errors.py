"""When something goes wrong: a page with a clear sentence in the reader's language, and the typed text kept."""

import logging
import secrets
from datetime import timedelta
from errno import EDQUOT, EFBIG, EMFILE, ENFILE, ENOMEM, ENOSPC, EROFS
from typing import Any, cast

from flask import Flask, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from bmw.kernel.clock import in_words
from bmw.kernel.database import let_go
from bmw.kernel.rules import Answer
from bmw.kernel.states import NotPossible
from bmw.kernel.text import Sentence, _
from bmw.ui import current, floods
from bmw.ui.access import SAFE, Refused
from bmw.ui.alarms import Event, known_as, note
from bmw.ui.asked import Asked
from bmw.ui.locale import best_of, offered
from bmw.ui.typed import page_before, typed_text

log = logging.getLogger("bmw")
RETRY = "30"
"""Seconds after which it is worth trying again when nothing can be saved."""
EXHAUSTED = frozenset({EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, EFBIG, EROFS})

SAID: dict[int, tuple[Sentence, Sentence]] = {
    400: (
        _("This address or form is not complete"),
        _("Nothing was saved. Please go back one page and try again."),
    ),
    403: (_("This is not possible"), _("You may not do this here.")),
    404: (
        _("We did not find this page"),
        _("Perhaps the address has a typing error. The search or the start page will help you further."),
    ),
    405: (_("This page cannot do that"), _("Please go back and use the form on the page.")),
    409: (
        _("This has changed in the meantime"),
        _("Somebody was faster, or it was already done. Please look at the page again."),
    ),
    408: (_("This took too long"), _("The connection was too slow, and nothing was saved. Please send it again.")),
    410: (_("This is over"), _("The time for it has passed, and nothing was saved.")),
    413: (
        _("This is too large"),
        _(
            "Nothing was saved. Go back one page: what you typed should still be there. "
            "Then send less text or a smaller file."
        ),
    ),
    415: (_("This page cannot read that"), _("Please go back and use the form on the page.")),
    429: (_("That was very often"), _("Please wait a little and try again.")),
    500: (
        _("Something went wrong here"),
        _("It is not your fault. We have noted the error and look at it. Please try again later."),
    ),
    503: (
        _("This cannot be saved right now"),
        _("Reading still works. Your text stands below. Please try again in a minute."),
    ),
}


def say(
    status: int, sentence: Sentence = "", *, answer: Answer | None = None, error_id: str = ""
) -> ResponseReturnValue:
    """The page for something that went wrong."""
    if "lang" not in g:
        named = request.path.split("/", 2)[1]
        g.lang = named if named in offered() else best_of(list(request.accept_languages))
    let_go()
    current.look_again_who()
    title, text = SAID.get(status, SAID[500])
    typed = typed_text()
    context: dict[str, Any] = {"title": title, "text": sentence or text, "answer": answer, "typed": typed}
    context |= {"resend": _would_help_to_send_again(answer, typed), "before": page_before()}
    for step_back in (current.ask_nobody, lambda: None):
        try:
            return render_template("error.html", status=status, error_id=error_id, **context), status
        except Exception as error:
            log.error("no page for an error", exc_info=error)  # one line, and never what was typed
            let_go()
            step_back()
    told = (title, sentence or text, *(value for _label, value in typed), error_id)
    return Response("".join(f"{each}\n" for each in told), status, mimetype="text/plain")


def _would_help_to_send_again(answer: Answer | None, typed: list[tuple[Sentence, str]]) -> bool:
    """Whether the same words could be taken later: after signing in, or from our own page instead of another one."""
    if answer is None or answer or request.method != "POST":
        return False
    if answer.sign_in or answer.confirm:
        return bool(typed)
    return request.headers.get("Sec-Fetch-Site", "") != "same-origin"


def set_up(app: Flask) -> None:
    """Let every failure end on a page of ours."""
    _catch_the_rest(app)
    _refuse_unreadable(app)

    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        note(Event.FOREIGN if error.is_foreign else Event.DENIED, whose=known_as())
        return say(error.status, error.answer.sentence, answer=error.answer)

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()
        if isinstance(error, SecurityError):
            note(Event.HOST)
            return Response("This platform does not answer to this host name.\n", 400, mimetype="text/plain")
        if _lacks_room(getattr(error, "original_exception", None)):
            return _later()  # there was none for our own page either
        return _too_often() if error.code == 429 else say(error.code)

    @app.errorhandler(NotPossible)
    @app.errorhandler(IntegrityError)
    @app.errorhandler(StaleDataError)
    def overtaken(error: Exception) -> ResponseReturnValue:
        return say(409)


def _refuse_unreadable(app: Flask) -> None:
    @app.before_request
    def refuse_unreadable() -> ResponseReturnValue | None:
        asked = cast(Asked, request)
        if asked.is_unreadable:
            return say(400)
        if asked.is_ambiguous:
            return say(400, _("This address says something twice. Please go back and choose again."))
        return None if asked.method in SAFE or asked.has_form else say(415)


def _too_often() -> ResponseReturnValue:
    """When it goes on, in words and for machines."""
    note(Event.LIMIT, whose=known_as())
    moment = in_words(current.at() + timedelta(seconds=floods.seconds_to_wait()))
    sentence = _(
        "Please wait a little and try again. It goes on at: %(moment)s. Nothing you typed is lost.", moment=moment
    )
    answer = make_response(say(429, sentence))
    answer.headers["Retry-After"] = str(floods.seconds_to_wait())
    return answer


def _later(error_id: str = "") -> ResponseReturnValue:
    """Nothing can be saved now; when it is worth trying again."""
    answer = make_response(say(503, error_id=error_id))
    answer.headers["Retry-After"] = RETRY
    return answer


def _lacks_room(error: BaseException | None) -> bool:
    """Whether the machine has no memory, no file handle or no disk left for it; that passes, and is nobody's fault.

    Python itself says `SystemError` where it had no memory left to say why.
    """
    return isinstance(error, MemoryError | SystemError) or (isinstance(error, OSError) and error.errno in EXHAUSTED)


def _catch_the_rest(app: Flask) -> None:
    @app.errorhandler(DBAPIError)
    @app.errorhandler(PoolTimeout)
    def no_database(error: Exception) -> ResponseReturnValue:
        error_id = secrets.token_hex(4)
        log.error("database", exc_info=error, extra={"facts": {"reference": error_id, "on": request.endpoint}})
        let_go()
        try:
            current.who()
        except (DBAPIError, PoolTimeout):
            current.ask_nobody()
        return _later(error_id)

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> ResponseReturnValue:
        error_id = secrets.token_hex(4)
        log.error("error", exc_info=error, extra={"facts": {"reference": error_id, "on": request.endpoint}})
        return _later(error_id) if _lacks_room(error) else say(500, error_id=error_id)

    @app.teardown_appcontext
    def end(error: BaseException | None) -> None:
        let_go()
