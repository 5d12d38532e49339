"""Text blocks: the list, writing one, retiring one, and putting one into a form."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from bmw.moderation import queries, rules, service, words
from bmw.moderation.forms import BlockForm
from bmw.moderation.models import PURPOSES, Purpose, TextBlock
from bmw.moderation.views.door import bp
from bmw.record.models import Record
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.pages import page, see


def offered(purpose: Purpose, record: Record | None) -> dict[str, Any]:
    """The text blocks beside a form, and the words of the one that was chosen."""
    found = queries.blocks(purpose, record.language if record else current.lang())
    chosen = next((each for each in found if str(each.id) == request.args.get("baustein")), None)
    return {"blocks": found, "chosen": chosen}


def filled(chosen: TextBlock | None, record: Record | None) -> str:
    """The words of a chosen text block for a contribution; nothing without one."""
    if chosen is None:
        return ""
    known = {"number": record.reference, "title": record.headline.text} if record else {}
    return chosen.filled(town=current.town().name, **known)


@bp.get("/textbausteine")
@allowed(rules.is_of_the_house)
def blocks() -> ResponseReturnValue:
    """All text blocks, those that are not offered any more as well."""
    done = words.said(request.args.get("entschieden", ""))
    return page("moderation/blocks.html", blocks=queries.blocks(retired=True), purposes=PURPOSES, done=done)


@bp.route("/textbausteine/neu", methods=["GET", "POST"])
@allowed(rules.is_of_the_house)
def new_block() -> ResponseReturnValue:
    """A moderator or editor writes a text block."""
    return _write(BlockForm.sent(), TextBlock())


@bp.route("/textbausteine/<int:block_id>", methods=["GET", "POST"])
@allowed(rules.is_of_the_house, on=queries.block_by_id)
def edit_block(block: TextBlock) -> ResponseReturnValue:
    """A moderator or editor rewrites a text block."""
    return _write(BlockForm.sent(obj=block), block)


def _write(form: BlockForm, block: TextBlock) -> ResponseReturnValue:
    if form.is_complete:
        typed = {"purpose": Purpose(form.purpose.data), "language": form.language.data}
        service.write_block(block, current.at(), title=form.title.data, text=form.text.data, **typed)
        return see("moderation.blocks", entschieden="baustein")
    return page("moderation/block.html", form=form, block=block)


@bp.post("/textbausteine/<int:block_id>/zuruecknehmen")
@allowed(rules.is_of_the_house, on=queries.block_by_id)
def retire_block(block: TextBlock) -> ResponseReturnValue:
    """A text block is not offered any more, or is again."""
    service.retire_block(block, current.at(), wanted=request.form.get("wanted") != "no")
    return see("moderation.blocks", entschieden="baustein")
