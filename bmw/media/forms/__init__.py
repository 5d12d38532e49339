"""What people fill in about pictures and documents."""

from bmw.media.forms.documents import DocumentForm
from bmw.media.forms.pictures import PictureForm, PlaceForm

__all__ = ["DocumentForm", "PictureForm", "PlaceForm"]
