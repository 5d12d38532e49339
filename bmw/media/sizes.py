"""In which sizes pictures are kept: for a card, a phone, a tablet, a screen."""

WIDTHS = (160, 480, 960, 1600)
"""Dots."""


def widths_of(width: int) -> list[int]:
    """The widths in which a picture is kept, its own last."""
    return [*(each for each in WIDTHS if each < width), width]
