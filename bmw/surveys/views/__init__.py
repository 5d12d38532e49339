"""The pages of surveys: answering, results, and editing."""

from bmw.surveys.views import editing, public, texts
from bmw.surveys.views.blueprint import bp

__all__ = ["bp", "editing", "public", "texts"]
