"""Addresses that pages remember are those that Flask would build anew."""

import pytest
from flask import Flask, url_for

from bmw.ui.templating import address


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_remembered_addresses_are_those_of_the_map(app: Flask, lang: str) -> None:
    placed = [each for each in app.url_map.iter_rules() if "reference" in each.arguments]
    short = [each for each in placed if each.arguments <= {"lang", "reference", "kind"}]
    assert {"proposals.page", "cases.report"} <= {each.endpoint for each in short}
    with app.test_request_context(f"/{lang}", base_url="http://127.0.0.1"):
        app.preprocess_request()
        for number in ("2026-00001", "2027-00042-radweg"):
            for each in short:
                values = {"reference": number} | ({"kind": "comment"} if "kind" in each.arguments else {})
                assert address(each.endpoint, **values) == url_for(each.endpoint, **values)
