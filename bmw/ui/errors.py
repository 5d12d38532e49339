"""When something goes wrong: a page with a clear sentence in the reader's language, and the typed text kept."""

import logging
import secrets

from flask import Flask, Response, abort, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from bmw.kernel.database import db
from bmw.kernel.rules import Answer
from bmw.kernel.states import NotPossible
from bmw.kernel.text import Sentence, _
from bmw.ui import current
from bmw.ui.access import Refused
from bmw.ui.locale import best_of, offered

log = logging.getLogger("bmw")
NOT_SHOWN = frozenset({"nonce", "code", "address", "website"})

SAID: dict[int, tuple[Sentence, Sentence]] = {
    400: (_("This address or form is not complete"), _("Please go back and try again.")),
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
    413: (_("This is too large"), _("Please send less text or a smaller file.")),
    429: (_("That was very often"), _("Please wait a little and try again.")),
    500: (_("Something went wrong here"), _("It is not your fault. We have noted the error. Please try again later.")),
    503: (
        _("This cannot be saved right now"),
        _("Reading still works. Your text stands below. Please try again in a minute."),
    ),
}


def typed_text() -> list[tuple[str, str]]:
    """What somebody typed in the form that failed, so that nothing is lost."""
    try:
        sent = request.form.items(multi=True)
    except HTTPException:
        return []  # the form was too large to be read
    return [(name, value) for name, value in sent if name not in NOT_SHOWN and value.strip()][:40]


def say(
    status: int, sentence: Sentence = "", *, answer: Answer | None = None, error_id: str = ""
) -> ResponseReturnValue:
    """The page for something that went wrong."""
    if "lang" not in g:
        named = request.path.split("/", 2)[1]
        g.lang = named if named in offered() else best_of(list(request.accept_languages))
    db.remove()
    _know_again()
    title, text = SAID.get(status, SAID[500])
    resend = (
        bool(answer) is False
        and answer is not None
        and not answer.sign_in
        and request.method == "POST"
        and request.headers.get("Sec-Fetch-Site", "") != "same-origin"
    )
    context = {"title": title, "text": sentence or text, "answer": answer, "typed": typed_text(), "resend": resend}
    return render_template("error.html", status=status, error_id=error_id, **context), status


def _know_again() -> None:
    """Look up anew who asks: a step that broke half way has emptied what was known of them."""
    try:
        known = inspect(current.who(), raiseerr=False)
        if known is not None and known.expired_attributes:
            g.pop("_login_user", None)
            current.who()
    except DBAPIError:
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # set by Flask-Login


def set_up(app: Flask) -> None:
    """Let every failure end on a page of ours."""
    _catch_the_rest(app)

    @app.before_request
    def refuse_unreadable() -> None:
        if "\0" in request.path or "%00" in request.query_string.decode("latin-1"):
            abort(400)  # no address of ours has this sign, and PostgreSQL cannot even look for it

    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        return say(403, error.answer.sentence, answer=error.answer)

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()
        if isinstance(error, SecurityError):
            return Response("This platform does not answer to this host name.\n", 400, mimetype="text/plain")
        return say(error.code)

    @app.errorhandler(NotPossible)
    @app.errorhandler(IntegrityError)
    @app.errorhandler(StaleDataError)
    def overtaken(error: Exception) -> ResponseReturnValue:
        return say(409)


def _catch_the_rest(app: Flask) -> None:
    @app.errorhandler(DBAPIError)
    @app.errorhandler(PoolTimeout)
    def no_database(error: Exception) -> ResponseReturnValue:
        log.error("database: %s", type(error).__name__)
        answer = make_response(say(503))
        answer.headers["Retry-After"] = "30"
        return answer

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> ResponseReturnValue:
        error_id = secrets.token_hex(4)
        log.error("error %s", error_id, exc_info=error)
        return say(500, error_id=error_id)

    @app.teardown_appcontext
    def let_go(error: BaseException | None) -> None:
        db.remove()
