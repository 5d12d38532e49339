"""What we write to people about how they are treated: receipts, outcomes, and statements of reasons."""

from bmw.cases.messages.letters import answered, received
from bmw.cases.messages.reasons import SCOPES, SUBJECTS, basis, duration, ended, restricted

__all__ = ["SCOPES", "SUBJECTS", "answered", "basis", "duration", "ended", "received", "restricted"]
