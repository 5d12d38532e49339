"""My data: see, correct, copy, and delete the account."""

import json
from typing import Any, cast

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from bmw.accounts import sessions
from bmw.accounts.forms import CodeForm
from bmw.accounts.models import Person
from bmw.accounts.rules import may_leave
from bmw.kernel.database import db
from bmw.kernel.rules import anyone, is_signed_in
from bmw.site import dossier, service, tries
from bmw.site.forms import LeaveForm
from bmw.site.models import Leaving
from bmw.site.telling import CORRECT, KINDS, LABELS, told
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

WORDS: dict[str, Any] = {"kinds": KINDS, "labels": LABELS, "told": told, "correct": CORRECT}


def _me() -> Person:
    return cast(Person, current.who())


@bp.get("/<lang:lang>/meine-seite/daten")
@allowed(is_signed_in)
def data() -> ResponseReturnValue:
    """Everything the platform knows about somebody, for them to see, with the way to correct it."""
    leaving = may_leave(current.who(), None, current.at())
    return page("site/data.html", about=dossier.about(_me(), current.at()), leaving=leaving, **WORDS)


def _download(text: str, kind: str, name: str) -> ResponseReturnValue:
    answer = make_response(text)
    answer.headers["Content-Type"] = f"{kind}; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.get("/<lang:lang>/profil/daten")
@allowed(is_signed_in)
def my_data() -> ResponseReturnValue:
    """A copy for machines."""
    known = json.dumps(dossier.copy(_me(), current.at()), ensure_ascii=False, indent=2)
    return _download(known, "application/json", "bmw-meine-daten.json")


@bp.get("/<lang:lang>/profil/daten/lesen")
@allowed(is_signed_in)
def my_data_to_read() -> ResponseReturnValue:
    """The same copy for people: one page that needs nothing else."""
    known = render_template("site/data/copy.html", about=dossier.about(_me(), current.at()), **WORDS)
    return _download(known, "text/html", "bmw-meine-daten.html")


@bp.route("/<lang:lang>/meine-seite/konto-loeschen", methods=["GET", "POST"])
@allowed(may_leave, booked=tries.may_ask_to_leave)
def leave() -> ResponseReturnValue:
    """Somebody says what shall become of their texts and asks for the code."""
    form = LeaveForm.sent()
    if form.is_complete:
        service.ask_to_leave(_me(), current.at(), texts=form.texts.data == "go")
        return see("site.confirm_leaving")
    return page("site/leave.html", form=form)


@bp.route("/<lang:lang>/meine-seite/konto-loeschen/code", methods=["GET", "POST"])
@allowed(may_leave, booked=tries.may_type_code)
def confirm_leaving() -> ResponseReturnValue:
    """The code from the mail deletes the account: a stolen browser alone cannot."""
    form, asked = CodeForm.sent(), db.get(Leaving, current.who().id)
    if asked is None or asked.ends <= current.at():
        return see("site.leave")
    if form.is_complete:
        if service.is_code_of(asked, form.digits):
            return _gone(asked.texts)
        form.refuse()
    mail = current.settings().mail.removeprefix("folder:")
    return page("site/confirm_leaving.html", form=form, asked=asked, mail_folder=mail)


def _gone(texts: bool) -> ResponseReturnValue:
    service.erase(_me(), current.at(), texts=texts)
    sessions.end()
    return see("site.left", texte="weg" if texts else "stehen")


@bp.get("/<lang:lang>/konto-geloescht")
@allowed(anyone)
def left() -> ResponseReturnValue:
    """The account is gone: what went and what stays."""
    return page("site/left.html", texts=request.args.get("texte"))
