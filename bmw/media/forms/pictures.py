"""Choosing a picture, and saying what can be seen in it."""

import re
from typing import Any, Self

from wtforms import BooleanField, FileField, HiddenField, SelectField, TextAreaField, ValidationError
from wtforms.form import BaseForm

from bmw.kernel.text import Sentence, _, clean_line
from bmw.media import intake
from bmw.media.models import DESCRIPTION, MOST, Picture
from bmw.media.plans import Description, KeptPicture
from bmw.media.queries import how_many, of_record
from bmw.media.workshop import NO_PICTURE
from bmw.record.models import Record
from bmw.ui.forms import AtMost, CleanForm, CreatingForm, NeededSometimes, offer

FILE_NAME = re.compile(
    r"^\S+\.(jpe?g|png|webp|gif|heic|pdf)$|^(img|dsc|dscn|pxl|image|screenshot|scan)[-_ ]?\d", re.IGNORECASE
)
CALLED = "bild|foto|photo|grafik|abbildung|picture|image|resim|fotoğraf|зображення|фото|صورة"
EMPTY_WORDS = re.compile(
    rf"^(ein |eine |das |the |a |an )?({CALLED})( (von|vom|mit|of|from|with)\b|:|$)", re.IGNORECASE
)
LEAST = 5


def check_words(form: BaseForm, field: TextAreaField) -> None:
    """A description says what can be seen: not what the file is called, and not that it is a picture."""
    said = clean_line(field.data or "")
    if FILE_NAME.search(said):
        raise ValidationError(str(_("This is the name of a file. Please say what can be seen in the picture.")))
    if EMPTY_WORDS.search(said):
        sentence = _("Please begin with what can be seen. That it is a picture is said anyway when it is read aloud.")
        raise ValidationError(str(sentence))
    if 0 < len(said) < LEAST:
        raise ValidationError(
            str(_("This text is very short. Please write at least %(least)s characters.", least=LEAST))
        )


class DescriptionForm(CleanForm):
    """What can be seen in a picture, or that it is only decoration."""

    alt = TextAreaField(
        _("What can be seen in the picture?"),
        [NeededSometimes(), AtMost(DESCRIPTION), check_words],
        description=_("One or two plain sentences. People who do not see the picture hear them."),
    )
    decorative = BooleanField(
        _("The picture is only decoration"),
        description=_("Whoever does not see it misses nothing. Then it is passed over when the page is read aloud."),
    )
    language: Any = None
    """Those who write in many languages get a field here; the town hall writes in German."""

    def validate_alt(self, field: TextAreaField) -> None:
        """Either described or decoration: nothing in between."""
        if not field.data and not self.decorative.data:
            sentence = _("Please say what can be seen, or tick that the picture is only decoration.")
            raise ValidationError(str(sentence))
        if field.data and self.decorative.data:
            sentence = _("You described the picture and ticked that it is only decoration. Please choose one of both.")
            raise ValidationError(str(sentence))

    @property
    def tongue(self) -> str:
        """The language of the description; empty when nobody knows."""
        if not self.language:
            return "de"
        return next((tag for tag, *_more in self.language.iter_choices() if tag == self.language.data), "")

    @property
    def description(self) -> Description:
        """What was said."""
        said = clean_line(self.alt.data or "")
        return Description(said, self.tongue, decorative=not said)


class PictureForm(DescriptionForm, CreatingForm):
    """A picture with its description; one that arrived need not be chosen again when something else is wrong."""

    file = FileField(_("Picture"), description=_("JPEG, PNG or WebP, at most 10 MB. Place and camera are not kept."))
    arrived = HiddenField()
    picture: KeptPicture | None = None

    def __init__(self, *args: Any, record: Record, **values: Any) -> None:
        super().__init__(*args, **values)
        self.record = record
        self.file.flags.required = True

    def validate(self, extra_validators: Any = None) -> bool:
        """Find the picture first, so that it stays whatever else is wrong."""
        found = intake.taken_in()
        self.picture = found if isinstance(found, KeptPicture) else intake.recalled(KeptPicture, self.arrived.data)
        self.arrived.data = intake.remembered(self.picture)
        return super().validate(extra_validators)

    def validate_file(self, field: FileField) -> None:
        """A picture that could be drawn anew."""
        found = intake.taken_in()
        if found is not None and not isinstance(found, KeptPicture):
            raise ValidationError(str(found if isinstance(found, Sentence) else NO_PICTURE))
        if self.picture is None:
            raise ValidationError(str(_("Please choose a picture.")))
        if how_many(self.record) >= MOST:
            sentence = _("There are %(most)s pictures. Remove one before you add another.", most=MOST)
            raise ValidationError(str(sentence))


class PlaceForm(DescriptionForm):
    """A picture that is there: its description and its place among the others."""

    place = SelectField(_("Which place does it have?"))

    def __init__(self, *args: Any, places: int, **values: Any) -> None:
        super().__init__(*args, **values)
        self.place.choices = offer((str(n), _("Place %(number)s", number=n)) for n in range(1, places + 1))
        if places < 2:
            del self["place"]

    @classmethod
    def about(cls, picture: Picture) -> Self:
        """The form as it was sent, or filled with what is known of a picture."""
        there = [each.id for each in of_record(picture.record)]
        place = str(there.index(picture.id) + 1)
        known = {"alt": picture.alt, "decorative": picture.decorative, "language": picture.language}
        return cls.sent(places=len(there), place=place, **known)

    @property
    def wanted(self) -> int:
        """Its place, counted from one."""
        return int(self["place"].data) if "place" in self else 1
