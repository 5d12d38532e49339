"""Where the addresses of meetings begin."""

from flask import Blueprint

bp = Blueprint("meetings", __name__, url_prefix="/<lang:lang>")
