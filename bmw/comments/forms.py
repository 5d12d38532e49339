"""Writing a comment."""

from typing import Any

from wtforms import Field, HiddenField, SelectField, TextAreaField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from bmw.comments.languages import offered_languages
from bmw.comments.models import Comment
from bmw.comments.queries import by_reference
from bmw.kernel.text import Sentence, _
from bmw.ui.forms import AtMost, CreatingForm, Needed
from bmw.ui.forms_open import OpenForm

LONGEST = 2000
REFERENCE = 20


class Chosen:
    """Something must have been chosen; an empty choice is one too, but a missing field is none."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def __call__(self, form: BaseForm, field: Field) -> None:
        if not field.raw_data:
            raise StopValidation(str(self.sentence))


class LanguageField(SelectField):
    """In which language somebody has written; suggested by the page, confirmed by the writer."""

    def __init__(self, label: Sentence, **options: Any) -> None:
        options = {"choices": offered_languages(), **options}
        super().__init__(label, [Chosen(_("Please choose the language of your text."))], **options)
        self.flags.required = True


class CommentForm(OpenForm, CreatingForm):
    """What somebody wants to say about a contribution, or as a reply."""

    parent = HiddenField()
    body = TextAreaField(
        _("Your comment"),
        [Needed(_("Please write your comment.")), AtMost(LONGEST)],
        description=_("Everybody can read it, with your pseudonym. Please be kind to each other."),
    )
    language = LanguageField(_("In which language did you write?"))
    above: Comment | None = None

    def __init__(self, *args: Any, thread_id: int = 0, **values: Any) -> None:
        super().__init__(*args, **values)
        self.thread_id = thread_id

    def validate_body(self, field: Field) -> None:
        """A reply needs a comment that can still be read."""
        if not self.parent.data:
            return
        above = by_reference(self.parent.data[:REFERENCE])
        if above is None or above.thread_id != self.thread_id or not above.is_public:
            self.parent.data = ""
            raise ValidationError(str(_("The comment you reply to is no longer there. Send it again without it.")))
        self.above = above

    @property
    def words(self) -> dict[str, str]:
        """The words as they are kept."""
        return {"body": self.body.data or "", "language": self.language.data or ""}
