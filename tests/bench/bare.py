"""The yardsticks: Flask alone, without languages, guards and sessions, and under the same server as the town."""

import sys
from collections.abc import Callable
from typing import Any

from flask import Flask, render_template_string
from sqlalchemy import select

from bmw.cli.server import Server
from bmw.kernel.database import db, transaction
from bmw.kernel.settings import Settings
from bmw.proposals.models import Proposal

ROW = 420
TEMPLATE = """<!doctype html><html lang="de"><head><title>{{ title }}</title></head>
<body><main><h1>{{ title }}</h1><ul>
{% for row in rows %}<li><a href="{{ url_for('one', number=row.number) }}">{{ row.title }}</a>
<span>{{ row.count }}</span><p>{{ row.text }}</p></li>
{% endfor %}</ul></main></body></html>"""
WORDS = "Ein Vorschlag für die Stadt mit einem Satz, der ungefähr so lang ist wie andere Sätze auch. " * 3


def page(size: int) -> Flask:
    """An application whose page has about `size` bytes and asks the database one question."""
    app = Flask("bare")
    rows = [{"number": n, "title": f"Vorschlag {n}", "count": n, "text": WORDS} for n in range(max(1, size // ROW))]

    @app.get("/")
    def show() -> str:
        with transaction(writes=False):
            found = db.execute(select(Proposal.id, Proposal.title).order_by(Proposal.id.desc()).limit(20)).all()
        return render_template_string(TEMPLATE, title=f"Vorschläge {len(found)}", rows=rows)

    @app.get("/<int:number>")
    def one(number: int) -> str:
        return str(number)

    return app


def hello() -> Flask:
    """The least that Flask can say."""
    app = Flask("hello")

    @app.get("/")
    def say() -> str:
        return "hello"

    return app


class Bare(Server):
    """The server of the town with another application and nothing beside it."""

    def load(self) -> Any:
        """The application as it is."""
        return self.make(self.settings)

    def _with_postman(self, app: Flask) -> None:
        """Nobody delivers anything."""


def main(bind: str, make: Callable[[], Flask] = hello) -> None:
    """Serve a bare application at an address."""
    Bare(Settings(bind=bind), lambda _settings: make(), lambda: None).run()


if __name__ == "__main__":
    main(sys.argv[1])
