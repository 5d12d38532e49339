"""The doors for machines."""

import pytest
from flask.testing import FlaskClient

EVERY = {"de": "ltr", "en": "ltr", "ar": "rtl", "de-simple": "ltr"}


@pytest.mark.parametrize("lang", EVERY)
def test_every_language_has_a_manifest_that_can_be_installed(client: FlaskClient, lang: str) -> None:
    answer = client.get(f"/{lang}/manifest.webmanifest")
    manifest = answer.get_json(force=True)
    assert answer.mimetype == "application/manifest+json"
    assert (manifest["lang"], manifest["dir"], manifest["id"]) == (lang, EVERY[lang], "/")
    assert manifest["start_url"] == f"/{lang}/"
    assert manifest["display"] == "standalone"
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}


def test_the_icons_and_shortcuts_of_the_manifest_exist(client: FlaskClient) -> None:
    manifest = client.get("/de/manifest.webmanifest").get_json(force=True)
    for address in [icon["src"] for icon in manifest["icons"]] + [each["url"] for each in manifest["shortcuts"]]:
        with client.get(address) as answer:
            assert answer.status_code in (200, 403), address


def test_every_page_links_its_manifest(client: FlaskClient) -> None:
    assert client.see("/ar/hilfe").one("link[rel=manifest]").get("href") == "/ar/manifest.webmanifest"


def test_the_service_worker_is_asked_for_anew_and_may_serve_everything(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "__BUILD__" not in answer.text


@pytest.mark.parametrize("lang", EVERY)
def test_there_is_an_offline_page_in_every_language(client: FlaskClient, lang: str) -> None:
    assert client.see(f"/{lang}/offline").root.get("dir") == EVERY[lang]


def test_robots_may_read_everything_that_is_for_reading(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert text.startswith("User-agent: *\n")
    assert "Disallow: /de/anmelden" in text
    assert "Disallow: /\n" not in text


def test_whoever_finds_a_weakness_finds_us(client: FlaskClient) -> None:
    text = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:" in text
    assert "Expires: 2026-11-08T00:00:00Z" in text


def test_the_platform_says_that_it_is_well(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.text == "ok\n"
    assert answer.headers["Cache-Control"] == "no-store"


def test_old_browsers_find_a_small_picture(client: FlaskClient) -> None:
    with client.get("/favicon.ico", follow_redirects=True) as answer:
        assert answer.mimetype == "image/png"


@pytest.mark.parametrize("lang", EVERY)
def test_the_style_guide_is_a_page_like_every_other(client: FlaskClient, lang: str) -> None:
    assert client.see(f"/{lang}/stil").heading
