"""Where the demo town keeps the secret that it makes for itself."""

from pathlib import Path

import pytest

from bmw.cli.daily import _kept_secret
from bmw.kernel.settings import Settings


@pytest.mark.parametrize(
    ("database", "home"),
    [
        ("sqlite:///var/town.db", "var"),
        ("sqlite:////srv/bmw/town.db", "/srv/bmw"),
        ("sqlite://", "/srv/papers"),
        ("postgresql://town@db/town", "/srv/papers"),
    ],
)
def test_the_secret_lies_beside_the_data(database: str, home: str) -> None:
    assert Settings(database=database, files="/srv/papers/files").home == Path(home)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = _kept_secret(tmp_path / "secret")
    assert len(first) >= 32
    assert _kept_secret(tmp_path / "secret") == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
