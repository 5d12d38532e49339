"""Who may change fields and districts."""

from bmw.accounts.models import Office
from bmw.kernel.rules import holds

is_editor = holds(Office.EDITOR, Office.ADMINISTRATOR)
