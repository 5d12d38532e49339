"""The application: settings, languages, sessions, guards, and a tuple of blueprints."""

import os
from importlib import import_module
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from bmw.accounts import sessions
from bmw.kernel.database import bind, connect
from bmw.kernel.settings import Settings
from bmw.ui import errors, headers, locale, origin, packing, statics, templating
from bmw.ui.links import ReferenceConverter
from bmw.ui.town import Town

TOWN = Path(__file__).parent / "cli" / "demo" / "bergheim.toml"
LARGEST = 1_000_000
ROOMS = (
    "site",
    "search",
    "moderation",
    "strategy",
    "board",
    "findings",
    "proposals",
    "surveys",
    "meetings",
    "processes",
    "focus",
    "cases",
    "accounts",
    "notifications",
)


def create_app(settings: Settings | None = None) -> Flask:
    """The platform of one town."""
    settings = settings or Settings.read(os.environ)
    settings.check()
    app = Flask("bmw", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret or os.urandom(32),
        MAX_CONTENT_LENGTH=LARGEST,
        MAX_FORM_MEMORY_SIZE=LARGEST,
        MAX_FORM_PARTS=500,
        TRUSTED_HOSTS=settings.hosts,
        SEND_FILE_MAX_AGE_DEFAULT=headers.YEAR,
    )
    app.extensions["bmw_settings"] = settings
    app.extensions["bmw_town"] = Town.read(Path(settings.town) if settings.town else TOWN)
    bind(connect(settings.database))
    app.url_map.converters["ref"] = ReferenceConverter
    for part in (locale, sessions, origin, packing, headers, errors, statics, templating):
        part.set_up(app)
    for room in ROOMS:
        try:
            import_module(f"bmw.{room}.views")
        except ModuleNotFoundError as error:
            print(error)
            continue
        views = import_module(f"bmw.{room}.views")
        app.register_blueprint(views.bp)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # as Werkzeug's manual does it
    return app
