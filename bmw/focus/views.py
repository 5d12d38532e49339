"""The pages on which editors change fields and districts."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bmw.focus import queries, rules, service
from bmw.focus.forms import DistrictForm, FieldForm, NewDistrictForm, NewFieldForm
from bmw.focus.models import District, Field
from bmw.ui.access import allowed
from bmw.ui.pages import page, see

bp = Blueprint("focus", __name__, url_prefix="/<lang:lang>/redaktion")


@bp.route("/handlungsfelder/neu", methods=["GET", "POST"])
@allowed(rules.is_editor)
def new_field() -> ResponseReturnValue:
    """An editor adds a focus field."""
    form = NewFieldForm.sent(position=len(queries.fields()) + 1)
    if form.is_complete:
        return see("site.field", slug=service.add_field(form.about()).slug)
    return page("focus/field.html", form=form, field=None)


@bp.route("/handlungsfelder/<slug>", methods=["GET", "POST"])
@allowed(rules.is_editor, on=queries.by_slug)
def edit_field(field: Field) -> ResponseReturnValue:
    """An editor changes what is said about a focus field."""
    form = FieldForm.sent(field)
    if form.is_complete:
        service.change_field(field, form.about(), seen=form.version.seen)
        return see("site.field", slug=field.slug)
    return page("focus/field.html", form=form, field=field)


@bp.route("/stadtteile", methods=["GET", "POST"])
@allowed(rules.is_editor)
def districts() -> ResponseReturnValue:
    """An editor sees the districts and adds one."""
    form = NewDistrictForm.sent()
    if form.is_complete:
        service.add_district(form.name.data or "")
        return see("focus.districts")
    return page("focus/districts.html", form=form, districts=queries.districts())


@bp.route("/stadtteile/<int:district_id>", methods=["GET", "POST"])
@allowed(rules.is_editor, on=queries.district)
def district(district: District) -> ResponseReturnValue:
    """An editor corrects the name of a district."""
    form = DistrictForm.sent(district, district=district)
    if form.is_complete:
        service.rename_district(district, form.name.data or "")
        return see("focus.districts")
    return page("focus/district.html", form=form, district=district)
