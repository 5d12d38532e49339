"""The doors for machines: manifest, service worker, robots, security contact, health; and the style guide."""

from datetime import timedelta
from typing import cast

from flask import Response, current_app, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import text

from bmw.kernel.database import db
from bmw.kernel.rules import anyone
from bmw.site.samples import samples
from bmw.site.views.room import bp
from bmw.ui import current
from bmw.ui.access import allowed
from bmw.ui.assets import Assets
from bmw.ui.locale import offered
from bmw.ui.pages import page

HOUR = 3600
ICONS = (
    ("images/icon-192.png", "192x192", "any"),
    ("images/icon-512.png", "512x512", "any"),
    ("images/icon-maskable-512.png", "512x512", "maskable"),
)


def _assets() -> Assets:
    return cast(Assets, current_app.extensions["bmw_assets"])


@bp.get("/<lang:lang>/manifest.webmanifest")
@allowed(anyone)
def manifest() -> ResponseReturnValue:
    """What a phone needs to know to install the platform as an app, in one language."""
    town, language = current.town(), offered()[current.lang()]
    shortcuts = [
        (gettext("Make a proposal"), url_for("proposals.new")),
        (gettext("My page"), url_for("site.mine")),
        (gettext("Search"), url_for("search.page")),
    ]
    answer = jsonify(
        id="/",
        name=f"{town.platform} {town.name}",
        short_name=town.platform,
        description=gettext(
            "Take part in %(town)s: propose, support, discuss, and follow what becomes of it.", town=town.name
        ),
        lang=language.tag,
        dir=language.direction,
        start_url=url_for("site.home"),
        scope="/",
        display="standalone",
        theme_color="#063f39",
        background_color="#ffffff",
        categories=["government", "social"],
        icons=[
            {"src": _assets().url(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        shortcuts=[{"name": name, "url": url} for name, url in shortcuts],
    )
    answer.mimetype = "application/manifest+json"
    return _kept(answer, HOUR)


def _kept(answer: Response, seconds: int) -> Response:
    answer.cache_control.public = True
    answer.cache_control.max_age = seconds
    return answer


@bp.get("/sw.js")
@allowed(anyone)
def worker() -> ResponseReturnValue:
    """The script that shows visited pages without a network; browsers ask for it anew each time."""
    script = _assets().path("js/sw.js").read_bytes()
    answer = Response(script, mimetype="text/javascript", headers={"Service-Worker-Allowed": "/"})
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/<lang:lang>/offline")
@allowed(anyone)
def offline() -> ResponseReturnValue:
    """What is shown without a network; the same for everybody."""
    return page("site/offline.html")


@bp.get("/robots.txt")
@allowed(anyone)
def robots() -> ResponseReturnValue:
    """What search engines may read: everything that is for reading."""
    closed = [
        f"Disallow: /{tag}/{path}" for tag in offered() for path in ("anmelden", "redaktion", "moderation", "suche")
    ]
    return _kept(Response("\n".join(["User-agent: *", *closed, ""]), mimetype="text/plain"), HOUR)


@bp.get("/.well-known/security.txt")
@allowed(anyone)
def security() -> ResponseReturnValue:
    """Whom to tell about a weakness (RFC 9116)."""
    address = current.settings().public_url.rstrip("/")
    expires = (current.at() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: mailto:{current.town().email}",
        f"Expires: {expires}",
        "Preferred-Languages: de, en",
        f"Canonical: {address}/.well-known/security.txt",
        f"Policy: {address}/de/impressum",
    )
    return _kept(Response("\n".join((*lines, "")), mimetype="text/plain"), HOUR)


@bp.get("/healthz")
@allowed(anyone)
def health() -> ResponseReturnValue:
    """Whether the platform answers and reaches its database."""
    db.execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.get("/favicon.ico")
@allowed(anyone)
def favicon() -> ResponseReturnValue:
    """Old browsers ask here for the small picture."""
    return redirect(_assets().url("images/icon-192.png"), 302)


@bp.get("/<lang:lang>/stil")
@allowed(anyone)
def style() -> ResponseReturnValue:
    """Every part that pages are made of, with its states."""
    return page("site/style_guide.html", **samples())
