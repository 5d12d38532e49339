"""What we write to people about how they are treated: receipts, outcomes, and statements of reasons."""

from bmw.cases.messages.letters import answered, enforcement, received, takes_longer
from bmw.cases.messages.restrictions import SCOPES, SUBJECTS, basis, duration, ended, restricted

__all__ = [
    "SCOPES",
    "SUBJECTS",
    "answered",
    "basis",
    "duration",
    "ended",
    "enforcement",
    "received",
    "restricted",
    "takes_longer",
]
