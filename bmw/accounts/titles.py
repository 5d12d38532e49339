"""What the offices are called."""

from bmw.accounts.models import Office
from bmw.kernel.text import Sentence, _

TITLES: dict[Office, Sentence] = {
    Office.MODERATOR: _("Moderation"),
    Office.BOARD: _("Advisory board"),
    Office.CHAIR: _("Chair of the advisory board"),
    Office.EDITOR: _("Editing"),
    Office.ADMINISTRATOR: _("Administration"),
    Office.EXPORT: _("Data export"),
    Office.IDENTITIES: _("Looking at identities"),
}
DUTIES: dict[Office, Sentence] = {
    Office.MODERATOR: _("Reads new contributions and reports, decides with reasons, and bundles what people say."),
    Office.BOARD: _("Reviews the results of participation and writes opinions."),
    Office.CHAIR: _("Concludes what the advisory board recommends."),
    Office.EDITOR: _("Looks after fields, processes, surveys and measures."),
    Office.ADMINISTRATOR: _("Gives and takes offices."),
    Office.EXPORT: _("Takes tables of the town hall along; each one is recorded."),
    Office.IDENTITIES: _("Looks up who wrote something, only with a reason; every look is recorded."),
}
