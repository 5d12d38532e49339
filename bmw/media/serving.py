"""Giving files out: pictures to be shown, documents to be saved; a browser never runs anything in them."""

from flask import Response, abort, g, send_file

from bmw.kernel import files
from bmw.media.models import Document, Picture, file_of
from bmw.ui.links import slug

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
FOR_EVERYBODY = "public, max-age=31536000, s-maxage=1, immutable"
"""Browsers keep it for good, for its name never means anything else; what stands between asks again each second."""


def show(picture: Picture, width: int, *, to_everybody: bool) -> Response:
    """One file of a picture."""
    path = files.path_of(file_of(picture.name, width))
    if path is None or width not in picture.widths:
        abort(404)
    answer = send_file(path, mimetype="image/webp", conditional=True, etag=f"{picture.name}-{width}")
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = FOR_EVERYBODY if to_everybody else "private, no-store"
    g.is_file = True
    return answer


def save(document: Document | None) -> Response:
    """A document, to be saved under its title."""
    path = files.path_of(document.name) if document else None
    if document is None or path is None:
        abort(404)
    name = f"{slug(document.title) or document.record.reference}.pdf"
    answer = send_file(path, mimetype="application/pdf", as_attachment=True, download_name=name, conditional=True)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
