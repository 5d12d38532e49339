"""What everybody reads about a meeting."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from bmw.media import queries as media
from bmw.meetings import queries, rules
from bmw.meetings.models import Meeting, Point
from bmw.meetings.views.blueprint import bp
from bmw.record.queries import journey
from bmw.ui.access import allowed
from bmw.ui.pages import page as answer_with


@bp.get("/treffen/<ref:reference>")
@allowed(rules.may_see, on=queries.by_reference)
def page(meeting: Meeting) -> ResponseReturnValue:
    """A meeting: when and where it is, and later what was said."""
    files: dict[str, Any] = {"pictures": media.of_record(meeting), "document": media.document_of(meeting)}
    return answer_with("meetings/page.html", meeting=meeting, steps=journey(meeting), rules=rules, **files)


@bp.get("/treffen/punkt/<ref:reference>")
@allowed(rules.may_see_point, on=queries.point)
def point(point: Point) -> ResponseReturnValue:
    """The place of a point on the page of its meeting."""
    return redirect(url_for("meetings.page", reference=point.meeting, _anchor=f"point-{point.reference}"), 302)
