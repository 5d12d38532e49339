"""Shares beside bars, as everybody would round them."""

import pytest
from flask import Flask

from bmw.surveys.charts import _said
from bmw.ui.locale import in_language


@pytest.mark.parametrize(
    ("count", "of", "said"), [(13, 104, "13 %"), (39, 104, "38 %"), (1, 3, "33 %"), (1, 200, "1 %")]
)
def test_half_a_percent_is_rounded_up(app: Flask, count: int, of: int, said: str) -> None:
    with in_language("de"):
        assert said in str(_said(count, count / of)).replace("\xa0", " ")
