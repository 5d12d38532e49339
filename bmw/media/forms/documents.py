"""Choosing a document, and writing the same as a page."""

from typing import Any

from wtforms import FileField, HiddenField, StringField, TextAreaField, ValidationError

from bmw.kernel.text import Sentence, _
from bmw.media import intake
from bmw.media.models import TITLE
from bmw.media.plans import KeptDocument
from bmw.ui.checking import CheckedForm
from bmw.ui.forms import AtMost, Needed, NeededSometimes

PAGE = 40_000
REASON = 500


class DocumentForm(CheckedForm):
    """A document, what it is called, and the same to read as a page, or why there is no such page."""

    title = StringField(
        _("What is the document called?"), [Needed(_("Please say what the document is called.")), AtMost(TITLE)]
    )
    file = FileField(
        _("PDF file"),
        description=_("At most 10 MB. Please make sure that everybody can read it, also with a screen reader."),
    )
    text = TextAreaField(
        _("The same to read as a page (German)"),
        [NeededSometimes(), AtMost(PAGE)],
        description=_(
            "What stands in the document, as text: everybody can read a page, on every device and aloud. "
            "An empty line begins a paragraph, lines that begin with # become headings, lines with - a list."
        ),
        render_kw={"lang": "de"},
    )
    without = TextAreaField(
        _("If there is no such page: why not?"),
        [NeededSometimes(), AtMost(REASON)],
        description=_("Everybody can read this sentence beside the document, and whom to ask."),
        render_kw={"lang": "de"},
    )

    headings = True

    arrived = HiddenField()
    document: KeptDocument | None = None

    def __init__(self, *args: Any, there: bool = False, **values: Any) -> None:
        super().__init__(*args, **values)
        self.there = there
        self.file.flags.required = not there

    @property
    def is_complete(self) -> bool:
        """Find the document first, so that it stays whatever else is wrong or only looked over."""
        found = intake.taken_in()
        self.document = found if isinstance(found, KeptDocument) else intake.recalled(KeptDocument, self.arrived.data)
        self.arrived.data = intake.remembered(self.document)
        return super().is_complete

    def validate_file(self, field: FileField) -> None:
        """A document that runs nothing and carries nothing; without a new one, the one that is there stays."""
        found = intake.taken_in()
        unusable = found is not None and not isinstance(found, KeptDocument)
        if unusable or not (self.document or self.there):
            said = found if isinstance(found, Sentence) else _("Please choose a PDF file.")
            raise ValidationError(str(said))

    def validate_text(self, field: TextAreaField) -> None:
        """A page, or a reason: a document alone leaves people out."""
        if not field.data and not self.without.data:
            raise ValidationError(str(_("Please write the same as a page, or say below why there is none.")))

    @property
    def words(self) -> dict[str, str]:
        """What was written."""
        text = self.text.data or ""
        return {"title": self.title.data or "", "text": text, "without": "" if text else self.without.data or ""}
