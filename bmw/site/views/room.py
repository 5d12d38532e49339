"""The room that all these pages stand in."""

from flask import Blueprint

bp = Blueprint("site", __name__)
