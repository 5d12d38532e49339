"""The way in and out: ask for a mail, type its code or open its link, sign out."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts import queries, service, sessions, tries
from bmw.accounts.devices import device_of
from bmw.accounts.forms import CodeForm, SignInForm
from bmw.accounts.models import SignIn
from bmw.accounts.onward import own_page
from bmw.accounts.rules import anyone
from bmw.accounts.secret import hashed, new_token
from bmw.accounts.views.blueprint import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.alarms import Event, known_as, note
from bmw.ui.pages import page, see


@bp.route("/<lang:lang>/anmelden", methods=["GET", "POST"])
@allowed(anyone, booked=tries.may_ask)
def sign_in() -> ResponseReturnValue:
    """Somebody asks for a mail that lets them in; the answer is the same for every address."""
    form = SignInForm.sent(next=own_page(request.args.get("next")))
    if form.is_complete:
        start = sessions.start_token() or new_token()
        link, _code = service.ask(form.plain, current.lang(), start, own_page(form.next.data), current.at())
        sessions.await_mail(start)
        _note_for_demo(link)
        return see("accounts.code")
    return page("accounts/sign_in.html", form=form)


def _note_for_demo(link: str) -> None:
    """In the demo town the page after asking leads to the link of the mail."""
    if current.settings().demo:
        links = current_app.extensions.setdefault("bmw_demo_links", {})
        links.clear()
        links[hashed(link)] = link


@bp.route("/<lang:lang>/anmelden/code", methods=["GET", "POST"])
@allowed(anyone, booked=tries.may_type_code)
def code() -> ResponseReturnValue:
    """The browser that asked for a mail waits for its code."""
    form, awaited = CodeForm.sent(), queries.awaited_by(sessions.start_token(), current.at())
    if form.is_complete:
        for each in awaited:
            if service.is_code_of(each, form.digits):
                return _let_in(each)
        form.refuse()
        note(Event.CODE_WRONG)
    elif request.method == "GET" and not awaited:
        return see("accounts.sign_in")
    demo_link = next((link for each in awaited if (link := _demo_links().get(each.link_hash))), None)
    return page(
        "accounts/code.html",
        form=form,
        awaited=awaited,
        demo_link=demo_link,
        mail_folder=current.settings().mail.removeprefix("folder:"),
    )


def _demo_links() -> dict[bytes, str]:
    return current_app.extensions.get("bmw_demo_links", {}) if current.settings().demo else {}


@bp.route("/<lang:lang>/anmelden/link/<token>", methods=["GET", "POST"])
@allowed(anyone, booked=tries.may_use_link)
def enter(token: str) -> ResponseReturnValue:
    """The link of a mail: the browser that asked goes in by one button, any other needs the code as well."""
    mailed = queries.mailed(token, current.at())
    if mailed is None:
        return page("accounts/link_over.html", 410)
    is_own = mailed.start_hash == hashed(sessions.start_token())
    form = CodeForm.sent()
    if request.method == "POST" and is_own:
        return _let_in(mailed)
    if form.is_complete:
        if service.is_code_of(mailed, form.digits):
            return _let_in(mailed)
        form.refuse()
        note(Event.CODE_WRONG)
    return page("accounts/link.html", form=form, token=token, is_own=is_own, masked=_masked(mailed.address))


def _masked(address: str) -> str:
    mailbox, _at, host = address.rpartition("@")
    return f"{mailbox[0]}…@{host}"


def _let_in(mailed: SignIn) -> ResponseReturnValue:
    person, is_new = service.let_in(mailed, current.town().name, current.at())
    sessions.start(person, current.at(), device_of(request.user_agent.string))
    note(Event.SIGNED_IN, whose=person.id)
    if is_new:
        return see("accounts.welcome", next=mailed.next_path or None)
    if person.held:
        return see("accounts.confirm", next=own_page(mailed.next_path) or None)
    return redirect(own_page(mailed.next_path) or url_for("site.mine"), 303)


@bp.post("/<lang:lang>/abmelden")
@allowed(anyone)
def sign_out() -> ResponseReturnValue:
    """Somebody signs out; doing it twice is no mistake."""
    note(Event.SIGNED_OUT, whose=known_as())
    sessions.end()
    return see("accounts.signed_out")


@bp.get("/<lang:lang>/abgemeldet")
@allowed(anyone)
def signed_out() -> ResponseReturnValue:
    """The confirmation of signing out."""
    return page("accounts/signed_out.html")
