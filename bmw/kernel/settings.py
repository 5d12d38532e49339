"""Settings: every `BMW_*` variable, its type, its default and what it means. This is the one place."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

WEAK = 32


class SettingsError(Exception):
    """A setting is missing or weak; the sentence says which one and what to do."""


@dataclass(frozen=True)
class Settings:
    """How this town's platform runs."""

    public_url: str = field(
        default="http://127.0.0.1:8000",
        metadata={"about": "The address people type; every absolute link starts with it."},
    )
    bind: str = field(default="127.0.0.1:8000", metadata={"about": "Address and port the web server listens on."})
    database: str = field(
        default="sqlite:///var/town.db", repr=False, metadata={"about": "Database URL: sqlite:///… or postgresql://…"}
    )
    files: str = field(default="var/files", metadata={"about": "Folder for pictures and documents."})
    secret: str = field(
        default="",
        repr=False,
        metadata={"about": "At least 32 random characters; keys of limits and links are made from it."},
    )
    mail: str = field(
        default="folder:var/mail",
        repr=False,
        metadata={"about": "Where mail goes: folder:PATH, smtp://host:port or smtps://user:password@host:port."},
    )
    mail_from: str = field(
        default="beteiligung@example.org", metadata={"about": "Sender address of the platform's mails."}
    )
    town: str = field(default="", metadata={"about": "Path of TOWN.toml; empty means the demo town of Bergheim."})
    demo: bool = field(
        default=False, metadata={"about": "1 turns on /demo, where one click switches roles. Only on loopback."}
    )
    workers: int = field(default=1, metadata={"about": "Number of web processes."})
    threads: int = field(default=8, metadata={"about": "Threads in each web process."})
    queue: str = field(
        default="",
        repr=False,
        metadata={"about": "redis://host:port/0 wakes `bmw work`; empty means each web process sends its mails."},
    )
    trusted_hosts: str = field(
        default="",
        metadata={"about": "More host names to answer to, separated by commas; the public one always counts."},
    )
    proxies: int = field(
        default=0, metadata={"about": "How many proxies stand in front and set X-Forwarded-For and -Proto."}
    )
    backup_key: str = field(
        default="", metadata={"about": "The age public key (age1…) backups are sealed for; empty means they are not."}
    )
    security_log: str = field(
        default="",
        metadata={"about": "File for lines about safety; empty means among all others."},
    )
    monitor_token: str = field(
        default="",
        repr=False,
        metadata={"about": "Sent as X-Monitor-Token it lets /readyz tell details."},
    )

    @property
    def is_https(self) -> bool:
        """Whether people reach the platform by https."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """The host name (with port) of the public address."""
        return urlsplit(self.public_url).netloc

    @property
    def hosts(self) -> list[str]:
        """Every host name this platform answers to."""
        more = [name.strip() for name in self.trusted_hosts.split(",") if name.strip()]
        return [self.host, self.host.rsplit(":", 1)[0], *more]

    @property
    def home(self) -> Path:
        """The folder in which the data of this town lie: that of its database file, else that of its documents."""
        return (self.database_file or Path(self.files)).parent

    @property
    def database_file(self) -> Path | None:
        """The database, where it is one file."""
        name = self.database.removeprefix("sqlite:///")
        return None if name in (self.database, "", ":memory:") else Path(name)

    def check(self) -> None:
        """Refuse to start with a setting that would be unsafe."""
        local = is_loopback(urlsplit(self.public_url).hostname or "") and is_loopback(self.bind.rsplit(":", 1)[0])
        if self.demo and not local:
            raise SettingsError(
                "BMW_DEMO=1 gives every role to everybody: "
                "it runs only with BMW_BIND and BMW_PUBLIC_URL on this machine (127.0.0.1)."
            )
        if not self.is_https and not local:
            raise SettingsError("BMW_PUBLIC_URL must start with https:// unless it is on this machine (127.0.0.1).")
        if not self.demo and len(self.secret) < WEAK:
            raise SettingsError(
                f"BMW_SECRET needs at least {WEAK} random characters. Make one with: "
                'python -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        if set(self.secret) & {*" \t…"}:
            raise SettingsError("BMW_SECRET is still the example, or a comment stands behind it in its line.")

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings from the environment; unknown `BMW_*` names are refused, they are usually misspelt."""
        known = {f"BMW_{f.name.upper()}": f for f in fields(cls)}
        for name in environ:
            if name.startswith("BMW_") and not name.startswith(("BMW_TEST_", "BMW_BENCH_")) and name not in known:
                raise SettingsError(f"{name} is not a setting of this platform. Known are: {', '.join(known)}.")
        given = {f.name: _typed(name, environ[name], f.type) for name, f in known.items() if environ.get(name)}
        return cls(**given)  # type: ignore[arg-type]  # each value was made by its field's own type


def _typed(name: str, value: str, kind: object) -> object:
    if kind in (bool, "bool"):
        if value not in ("0", "1"):
            raise SettingsError(f"{name} must be 0 or 1.")
        return value == "1"
    if kind in (int, "int"):
        if not value.isdecimal():
            raise SettingsError(f"{name} must be a whole number.")
        return int(value)
    return value


def is_loopback(host: str) -> bool:
    """Whether a host name means this machine only."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def folder_of(path: str | Path) -> Path:
    """A folder of the town, made if it is not there yet."""
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
