"""The room of the roadmap, where its pages hang."""

from flask import Blueprint

bp = Blueprint("strategy", __name__, url_prefix="/<lang:lang>")
