"""Serving style, scripts, fonts and pictures, packed small and kept for ever by browsers."""

from flask import Flask, Response, abort, request, send_file

from bmw.kernel.rules import anyone
from bmw.ui import current
from bmw.ui.access import RULES
from bmw.ui.assets import BUILT, PREFIX, Assets, smallest
from bmw.ui.locale import offered

FOREVER = 31_536_000


def static(name: str) -> Response:
    """One built file; its name changes with its content."""
    path = (BUILT / name).resolve()
    if not path.is_relative_to(BUILT) or not path.is_file() or path.suffix in (".br", ".gz") or path.parent == BUILT:
        abort(404)
    packed, encoding = smallest(path, request.headers.get("Accept-Encoding", ""))
    response = send_file(packed, download_name=path.name, max_age=FOREVER, conditional=True)
    response.cache_control.immutable = True
    response.cache_control.public = True
    if encoding:
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    return response


def set_up(app: Flask) -> None:
    """Serve the built files, and let templates name them."""
    assets = Assets.load()
    RULES["bmw.ui.statics.static"] = anyone
    static.rule = anyone  # type: ignore[attr-defined]  # the mark that the house test looks for
    app.add_url_rule(f"{PREFIX}<path:name>", endpoint="static", view_func=static)

    def asset(name: str) -> str:
        return assets.url(name, offered()[current.lang()].direction)

    app.extensions["bmw_assets"] = assets
    app.jinja_env.globals["asset"] = asset
