"""Where a conversation comes from: the name people know it by, and what its licence asks us to say."""

from dataclasses import dataclass

LICENCE = (
    "Data was gathered using the Polis software (see: compdemocracy.org/polis and github.com/compdemocracy/polis) and "
    "is sub-licensed under CC BY 4.0 with Attribution to The Computational Democracy Project. The data and more "
    "information about how the data was collected can be found at the following link: {link}"
)


@dataclass(frozen=True)
class Study:
    """An earlier participation that one or several conversations belong to."""

    name: str
    link: str

    @property
    def attribution(self) -> str:
        """The sentence that the licence (CC BY 4.0) asks for."""
        return LICENCE.format(link=self.link)


KLIMARAT = Study("Klimarat", "https://compdemocracy.org/case-studies/2022-Austria-Klimarat")
KNOWN = {f"polis:{name}": KLIMARAT for name in ("2vkxcncppn", "5twd2jsnfk", "5tzfrp5eaa", "7z7ejpbmv5", "9xnndurbfm")}
"""Published conversations by their number at pol.is."""


def study_of(key: str, url: str) -> Study:
    """The study of a conversation; one that we do not know speaks for itself."""
    return KNOWN.get(key) or Study("Polis", url or "https://pol.is")
