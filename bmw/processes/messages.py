"""What we write to people about a process."""

from datetime import datetime

from bmw.accounts.queries import people
from bmw.kernel.text import _
from bmw.notifications.service import tell
from bmw.processes.models import Process
from bmw.record.queries import followers


def rescheduled(process: Process, reason: str, at: datetime) -> None:
    """Everybody who follows a process hears that its schedule changed, and why."""
    subject = _("The schedule of a participation process has changed")
    for someone in people(followers([process])):
        body = _(
            "The schedule of “%(title)s” has changed. The reason: %(reason)s",
            title=process.title.reading(someone.language).text,
            reason=reason,
        )
        tell(someone, subject, body, at, endpoint="site.process", reference=process)
