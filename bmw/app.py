"""The application: settings, languages, sessions, guards, and a tuple of blueprints."""

import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from bmw.accounts import sessions
from bmw.accounts import views as accounts
from bmw.board import views as board
from bmw.cases import views as cases
from bmw.findings import views as findings
from bmw.focus import views as focus
from bmw.kernel import files
from bmw.kernel.database import bind, connect
from bmw.kernel.settings import Settings
from bmw.media import views as media
from bmw.meetings import views as meetings
from bmw.moderation import views as moderation
from bmw.notifications import views as notifications
from bmw.offices import views as offices
from bmw.processes import views as processes
from bmw.proposals import views as proposals
from bmw.search import views as search
from bmw.site import views as site
from bmw.strategy import views as strategy
from bmw.surveys import views as surveys
from bmw.ui import asked, display, errors, headers, locale, origin, packing, pagecache, statics, templating
from bmw.ui.links import NumberConverter, ReferenceConverter
from bmw.ui.town import Town

TOWN = Path(__file__).parent / "cli" / "demo" / "bergheim.toml"
BLUEPRINTS = (
    site.bp,
    search.bp,
    moderation.bp,
    strategy.bp,
    board.bp,
    findings.bp,
    proposals.bp,
    surveys.bp,
    meetings.bp,
    processes.bp,
    focus.bp,
    cases.bp,
    offices.bp,
    accounts.bp,
    notifications.bp,
    media.bp,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The platform of one town."""
    settings = settings or Settings.read(os.environ)
    settings.check()
    app = Flask("bmw", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret or os.urandom(32),
        TRUSTED_HOSTS=settings.hosts,
        SEND_FILE_MAX_AGE_DEFAULT=headers.YEAR,
    )
    app.extensions["bmw_settings"] = settings
    app.extensions["bmw_town"] = Town.read(Path(settings.town) if settings.town else TOWN)
    bind(connect(settings.database))
    files.open_in(settings.files)
    app.url_map.converters.update(ref=ReferenceConverter, int=NumberConverter)
    for part in (asked, locale, sessions, origin, pagecache, packing, headers, display, errors, statics, templating):
        part.set_up(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # as Werkzeug's manual does it
    return app
