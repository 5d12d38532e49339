"""Networks, as limits count them."""

import pytest
from flask import Flask

from bmw.ui.floods import network


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("", ""),
    ],
)
def test_an_address_counts_as_its_network_however_it_is_written(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == counted
