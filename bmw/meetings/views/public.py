"""What everybody reads about a meeting."""

from pathlib import Path

from flask import Response, abort, redirect, send_file, url_for
from flask.typing import ResponseReturnValue

from bmw.meetings import queries, rules
from bmw.meetings.models import Meeting, Point
from bmw.meetings.views.blueprint import bp
from bmw.record.queries import journey
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.links import slug
from bmw.ui.pages import page as answer_with

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@bp.get("/treffen/<ref:reference>")
@allowed(rules.may_see, on=queries.by_reference)
def page(meeting: Meeting) -> ResponseReturnValue:
    """A meeting: when and where it is, and later what was said."""
    return answer_with("meetings/page.html", meeting=meeting, steps=journey(meeting), rules=rules)


@bp.get("/treffen/punkt/<ref:reference>")
@allowed(rules.may_see_point, on=queries.point)
def point(point: Point) -> ResponseReturnValue:
    """The place of a point on the page of its meeting."""
    return redirect(url_for("meetings.page", reference=point.meeting, _anchor=f"point-{point.reference}"), 302)


@bp.get("/treffen/<ref:reference>/dokument")
@allowed(rules.may_see, on=queries.by_reference)
def document(meeting: Meeting) -> Response:
    """The document of a meeting, to save; a browser never runs anything in it."""
    path = Path(current.settings().files).resolve() / Path(meeting.document).name
    if not meeting.document or not path.is_file():
        abort(404)
    name = f"{slug(meeting.document_title) or meeting.reference}.pdf"
    answer = send_file(path, mimetype="application/pdf", as_attachment=True, download_name=name, conditional=True)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
