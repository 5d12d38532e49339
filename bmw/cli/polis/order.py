"""What the operator asked for: which conversation becomes part of which field."""

from dataclasses import dataclass
from datetime import datetime

from bmw.cli.polis.read import Conversation
from bmw.cli.polis.studies import Study


@dataclass(frozen=True)
class Order:
    """A conversation of a study, the field and the language it belongs to, and when it is taken over."""

    conversation: Conversation
    study: Study
    field_id: int
    language: str
    at: datetime

    @property
    def title(self) -> str:
        """What the process is called: `Klimarat: Mobilität`."""
        return f"{self.study.name}: {self.conversation.topic}"

    @property
    def size(self) -> int:
        """How many things there are to write."""
        return len(self.conversation.authors) + len(self.conversation.statements) + len(self.conversation.votes or ())
