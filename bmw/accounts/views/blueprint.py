"""The one blueprint of accounts; addresses are written out, because `/demo` has no language."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
