"""Second factors in tests: an app that shows codes, and a person who has one."""

import re
from datetime import datetime
from typing import Any

import pyotp

from bmw.accounts.factors import apps, queries, sealing, service
from bmw.accounts.factors.models import Factor
from bmw.accounts.models import Person
from bmw.kernel.database import db, transaction

SECRET = "x" * 40
ADD, FACTORS, CONFIRM = "/de/profil/zweiter-faktor/app", "/de/profil/zweiter-faktor", "/de/bestaetigen"


def app_of(person: Person, at: datetime, name: str = "Telefon") -> pyotp.TOTP:
    """Give somebody an app with codes, and hand it over."""
    secret = apps.new_secret()
    with transaction():
        service.add_app(db.get_one(Person, person.id), name, sealing.seal(secret, SECRET), 0, at)
    return pyotp.TOTP(apps.letters_of(secret))


def set_up(client: Any, at: datetime, name: str = "Mein Telefon") -> pyotp.TOTP:
    """Walk through the pages as people do, without scripts."""
    page = client.see(client.send(ADD).location)
    app = pyotp.TOTP(page.one("code.secret").text_content().replace(" ", ""))
    client.send(f"{ADD}/einrichten", code=app.at(at), name=name)
    return app


def factors_of(person: Person) -> list[Factor]:
    """What somebody confirms with."""
    with transaction(writes=False):
        return list(queries.owned_by(person.id))


def codes_on(page: Any) -> list[str]:
    """The recovery codes that a page shows."""
    return [" ".join(re.findall(r"\w+", each.text_content())) for each in page.all("ol.codes code")]
