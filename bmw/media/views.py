"""The address of pictures that everybody may see; whoever owns a picture shows it to others."""

from flask import Blueprint, Response

from bmw.media import queries, rules
from bmw.media.models import Picture
from bmw.media.serving import show
from bmw.ui.access import allowed, unasked

bp = Blueprint("media", __name__)


@bp.get("/bilder/<string(length=32):name>-<int:width>.webp")
@unasked
@allowed(rules.may_see, on=queries.named)
def picture(picture: Picture, width: int) -> Response:
    """A picture in one width."""
    return show(picture, width, to_everybody=True)
