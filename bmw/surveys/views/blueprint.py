"""Where the addresses of surveys begin."""

from flask import Blueprint

bp = Blueprint("surveys", __name__, url_prefix="/<lang:lang>")
