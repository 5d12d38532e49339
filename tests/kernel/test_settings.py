"""A missing or weak setting refuses to start, with one clear sentence."""

import pytest

from bmw.kernel.settings import Settings, SettingsError

GOOD = {"BMW_PUBLIC_URL": "https://mitwirkung.example.org", "BMW_SECRET": "x" * 40}


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"BMW_SECRET": "short"}, "BMW_SECRET"),
        ({"BMW_SECRET": f"{'x' * 40}   # random"}, "BMW_SECRET"),
        ({"BMW_SECRET": "…" * 40}, "BMW_SECRET"),
        ({"BMW_PUBLIC_URL": "http://mitwirkung.example.org"}, "https"),
        ({"BMW_DEMO": "1"}, "BMW_DEMO"),
        ({"BMW_DEMO": "1", "BMW_PUBLIC_URL": "http://127.0.0.1:8000", "BMW_BIND": "0.0.0.0:8000"}, "BMW_DEMO"),
        ({"BMW_WORKERS": "many"}, "BMW_WORKERS"),
        ({"BMW_DEMO": "yes"}, "BMW_DEMO"),
        ({"BMW_SECERT": "x" * 40}, "BMW_SECERT"),
    ],
)
def test_what_is_unsafe_or_misspelt_is_refused_by_name(given: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        Settings.read({**GOOD, **given}).check()


def test_good_settings_start() -> None:
    Settings.read(GOOD).check()


def test_the_demo_runs_on_this_machine_without_a_secret() -> None:
    Settings.read({"BMW_DEMO": "1"}).check()
