"""The yardstick: a page of Flask and Jinja alone, of a given size, without database, languages or guards."""

from flask import Flask, render_template_string
from flask.testing import FlaskClient

ROW = 420
TEMPLATE = """<!doctype html><html lang="de"><head><title>{{ title }}</title></head>
<body><main><h1>{{ title }}</h1><ul>
{% for row in rows %}<li><a href="{{ url_for('one', number=row.number) }}">{{ row.title }}</a>
<span>{{ row.count }}</span><p>{{ row.text }}</p></li>
{% endfor %}</ul></main></body></html>"""


def bare_client(size: int) -> FlaskClient:
    """A client of an application whose page has about `size` bytes."""
    app = Flask("bare")
    words = "Ein Vorschlag für die Stadt mit einem Satz, der ungefähr so lang ist wie andere Sätze auch. " * 3
    rows = [{"number": n, "title": f"Vorschlag {n}", "count": n, "text": words} for n in range(max(1, size // ROW))]

    @app.get("/")
    def page() -> str:
        return render_template_string(TEMPLATE, title="Vorschläge", rows=rows)

    @app.get("/<int:number>")
    def one(number: int) -> str:
        return str(number)

    return app.test_client()
