"""What is kept for a second does not come back when the clock shows that second once more."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from bmw.kernel import database
from bmw.kernel.database import db, transaction
from tests import factories


def test_a_page_from_before_the_clock_was_set_back_is_not_shown_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        factories.field(name="Alter Name")
    assert "Alter Name" in client.get("/de/handlungsfelder").text
    with db.get_bind().begin() as elsewhere:  # type: ignore[union-attr]  # another process writes
        elsewhere.execute(text("""UPDATE field SET name = '{"de": "Neuer Name"}'"""))
    later = database.monotonic() + 60
    monkeypatch.setattr(database, "monotonic", lambda: later)
    assert "Neuer Name" in client.get("/de/handlungsfelder").text
