"""Who may see a picture by its address alone."""

from datetime import datetime

from bmw.kernel.rules import YES, Answer, Who, no, rule
from bmw.kernel.text import _
from bmw.media.models import Picture


@rule
def may_see(who: Who, picture: Picture, at: datetime) -> Answer:
    """A picture is as public as the text it belongs to; others see it where its text lets them."""
    record = picture.record
    return YES if record.is_public and not record.is_emptied else no(_("This picture is not public."))
