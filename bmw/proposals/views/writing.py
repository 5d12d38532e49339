"""Writing a proposal: compose, look at it, submit, change, take back."""

from flask import request
from flask.typing import ResponseReturnValue

from bmw.accounts.tries import by_person
from bmw.comments.languages import suggested
from bmw.focus.queries import districts
from bmw.kernel.hints import GENTLE, hints
from bmw.kernel.limits import What
from bmw.media import queries as media
from bmw.processes.queries import public
from bmw.proposals import queries, rules, service
from bmw.proposals.forms import ConfirmForm, PlacedForm, ProposalForm, WordsForm, filled
from bmw.proposals.models import Proposal
from bmw.proposals.states import State
from bmw.proposals.views.blueprint import bp, person
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


@bp.route("/neu", methods=["GET", "POST"])
@allowed(rules.may_submit, booked=by_person(What.PROPOSAL))
def new() -> ResponseReturnValue:
    """A citizen writes a proposal; it is kept as a draft that only they see."""
    form, author = _composing(), person()
    if author is not None and form.is_complete:
        draft = service.draft(author, *form.place, current.at(), **form.words)
        return see("proposals.preview", reference=draft)
    return page("proposals/new.html", form=form)


def _composing() -> ProposalForm:
    asked = {
        "procedure": request.args.get("verfahren"),
        "field": request.args.get("feld"),
        "language": suggested(current.lang()),
    }
    return ProposalForm.sent(processes=public(), districts=districts(), at=current.at(), **asked)


@bp.get("/<ref:reference>/vorschau")
@allowed(rules.may_see_draft, on=queries.by_reference)
def preview(proposal: Proposal) -> ResponseReturnValue:
    """The author looks at a draft, and at what others have proposed already."""
    similar = queries.similar(f"{proposal.title} {proposal.body}", but=proposal)
    pictures = media.of_record(proposal)
    found = [each for each in hints(proposal.body, proposal.language) if each.kind in GENTLE]
    seen = {"pictures": pictures, "similar": similar, "hints": found}
    return page("proposals/preview.html", 200, proposal=proposal, rules=rules, **seen)


@bp.post("/<ref:reference>/einreichen")
@allowed(rules.may_hand_in, on=queries.by_reference, booked=by_person(What.CHANGE))
def submit(proposal: Proposal) -> ResponseReturnValue:
    """The author hands a draft in."""
    service.hand_in(proposal, current.at())
    return see("proposals.submitted", reference=proposal)


@bp.get("/<ref:reference>/danke")
@allowed(rules.may_see_own, on=queries.by_reference)
def submitted(proposal: Proposal) -> ResponseReturnValue:
    """The receipt: what happens now."""
    return page("proposals/submitted.html", proposal=proposal)


@bp.route("/<ref:reference>/bearbeiten", methods=["GET", "POST"])
@allowed(rules.may_edit, on=queries.by_reference, booked=by_person(What.CHANGE))
def edit(proposal: Proposal) -> ResponseReturnValue:
    """The author changes a proposal."""
    form = _changing(proposal)
    if form.is_complete:
        if isinstance(form, PlacedForm):
            service.move(proposal, *form.place)
        service.edit(proposal, current.at(), **form.words)
        return see("proposals.preview" if proposal.state is State.DRAFT else "proposals.page", reference=proposal)
    fresh = proposal.state is State.DRAFT or rules.is_fresh(proposal, current.at())
    return page("proposals/edit.html", form=form, proposal=proposal, fresh=fresh)


def _changing(proposal: Proposal) -> WordsForm:
    """A draft can still go to another process or subject; what was handed in stays where it is."""
    if proposal.state is State.DRAFT:
        return PlacedForm.sent(processes=public(), districts=districts(), at=current.at(), **filled(proposal))
    return WordsForm.sent(districts=districts(), **filled(proposal))


@bp.route("/<ref:reference>/zurueckziehen", methods=["GET", "POST"])
@allowed(rules.may_withdraw, on=queries.by_reference, booked=by_person(What.CHANGE))
def withdraw(proposal: Proposal) -> ResponseReturnValue:
    """The author takes a proposal back, after confirming it."""
    form = ConfirmForm.sent()
    if form.is_complete:
        service.withdraw(proposal, current.at())
        return see("proposals.page", reference=proposal)
    return page("proposals/withdraw.html", form=form, proposal=proposal)
