"""What the workshop found out about a file, before anything is kept."""

from dataclasses import dataclass

from bmw.kernel.states import NotPossible


@dataclass(frozen=True)
class MadePicture:
    """A picture as it came out of the workshop: its size in dots, and the bytes of each width, the smallest first."""

    width: int
    height: int
    parts: tuple[bytes, ...]


@dataclass(frozen=True)
class KeptPicture:
    """A picture that lies in the folder already and waits for its description."""

    key: str
    width: int
    height: int

    @property
    def file(self) -> str:
        """The name of its largest file."""
        return f"{self.key}-{self.width}.webp"


@dataclass(frozen=True)
class KeptDocument:
    """A PDF that lies in the folder already: its name and bytes, and what was seen in it."""

    name: str
    size: int
    pages: int
    tagged: bool
    named: bool
    open: bool
    words: bool

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.name


@dataclass(frozen=True)
class Description:
    """What somebody says about a picture: in words of a language, or that it is only decoration."""

    alt: str = ""
    language: str = ""
    decorative: bool = False

    def __post_init__(self) -> None:
        if bool(self.alt) == self.decorative:
            raise NotPossible("a picture is either described or decoration")
