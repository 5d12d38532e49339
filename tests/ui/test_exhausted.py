"""The machine has no memory, handle or room left: people are told to try again later, with their words kept."""

from errno import EACCES, EMFILE, ENOSPC
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient


def sent_to_a_step_that_fails(app: Flask, client: FlaskClient, error: Exception) -> Any:
    def fail() -> str:
        raise error

    app.add_url_rule("/de/erschoepft", view_func=fail, methods=["POST"])
    return client.post("/de/erschoepft", data={"body": "Mehr Bänke im Park"})


@pytest.mark.parametrize("error", [MemoryError(), SystemError(), OSError(EMFILE, "Too many"), OSError(ENOSPC, "Full")])
def test_who_sends_something_keeps_it_and_reads_that_it_may_work_later(
    app: Flask, client: FlaskClient, error: Exception
) -> None:
    answer = sent_to_a_step_that_fails(app, client, error)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Mehr Bänke im Park" in answer.text
    assert "Das lässt sich gerade nicht speichern" in answer.text


def test_what_does_not_pass_by_itself_is_a_fault_of_ours(app: Flask, client: FlaskClient) -> None:
    assert sent_to_a_step_that_fails(app, client, OSError(EACCES, "Forbidden")).status_code == 500
