"""What the page of a proposal shows, for a first look and after a form that failed."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from bmw.accounts.models import Office
from bmw.cases.models import REASONS
from bmw.comments import queries as comments
from bmw.comments.forms import CommentForm
from bmw.comments.languages import suggested
from bmw.comments.models import Comment
from bmw.media import queries as media
from bmw.processes.models import Opens
from bmw.processes.rules import is_open_for
from bmw.proposals import queries, rules
from bmw.proposals.models import Proposal
from bmw.proposals.states import REPLIES, Outcome, State
from bmw.proposals.views.blueprint import person
from bmw.record.queries import consequences, is_following, journey, stages_of, way_on
from bmw.record.words import Word
from bmw.ui import current
from bmw.ui.access import may
from bmw.ui.forms import CleanForm
from bmw.ui.pages import page
from bmw.votes import queries as votes


def show(proposal: Proposal, *, form: CleanForm | None = None) -> ResponseReturnValue:
    """The page of a proposal; `form` is one that failed and is shown again."""
    context = _voices(proposal) | _history(proposal) | _talk(proposal)
    context["comment_form"] = form if isinstance(form, CommentForm) else _new_comment()
    context["pictures"] = media.of_record(proposal)
    return page("proposals/page.html", proposal=proposal, rules=rules, form=form, **context)


def _new_comment() -> CommentForm | None:
    if not current.who().is_authenticated:
        return None
    return CommentForm(language=suggested(current.lang()), parent=request.args.get("antwort", "")[:20])


def _voices(proposal: Proposal) -> dict[str, Any]:
    """The numbers, what this reader said, and until when."""
    me = person()
    return {
        "totals": votes.totals(proposal.ballot),
        "mine": votes.choice_of(proposal.ballot, me.voter_id) if me else None,
        "follows": is_following(me.id, proposal) if me else False,
        "until": is_open_for(proposal.process, Opens.VOTE, current.at()).sentence,
    }


def _history(proposal: Proposal) -> dict[str, Any]:
    """The journey, the originals that were merged into it, and what became of it."""
    became = proposal.outcome is not Outcome.OPEN or proposal.state is State.MERGED
    later = consequences(proposal) if became else []
    steps = journey(proposal)
    received = [step.other for step in steps if step.word is Word.PROPOSAL_RECEIVED]
    merged = [each for each in received if isinstance(each, Proposal) and each.into_id == proposal.id]
    return {
        "steps": way_on(steps, later),
        "originals": [each for each in merged if each.is_public],
        "stages": stages_of(later, back=False),
        "decision": _decision(proposal),
        "replies": REPLIES,
        "earlier": queries.earlier_answers(proposal) if proposal.answered else [],
        "reasons": REASONS,
    }


def _decision(proposal: Proposal) -> Any:
    concerned = proposal.author_id == current.who().id or Office.MODERATOR in current.who().offices
    return proposal.restriction if concerned else None


def _talk(proposal: Proposal) -> dict[str, Any]:
    """A page of the discussion, or one of its branches."""
    viewer = current.who().id
    root = _named(proposal, "zweig")
    alone = root is not None and root.root_id is None
    cursor = request.args.get("kommentare")
    thread = (
        comments.branch(root, viewer_id=viewer)
        if root is not None and alone
        else comments.threads(proposal.thread, cursor, viewer_id=viewer)
    )
    return {
        "thread": thread,
        "alone": alone,
        "may_comment": may(rules.may_comment, proposal),
        "answering": _named(proposal, "antwort"),
        "more_comments": lambda cursor: url_for(
            "proposals.page", reference=proposal, kommentare=cursor, _anchor="diskussion"
        ),
    }


def _named(proposal: Proposal, name: str) -> Comment | None:
    """The comment of this discussion that the address or the form names."""
    wanted = request.args.get(name) or (request.form.get("parent") if name == "antwort" else None)
    found = comments.by_reference(wanted[:20]) if wanted else None
    return found if found and found.thread_id == proposal.thread_id and found.is_public else None
