"""nginx as operations/nginx.conf sets it up: it takes slow callers off the town's hands, and knows one host name."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import trustme

from tests.attacks.races.server import PATIENCE, ROOT
from tests.browser.conftest import free_port
from tests.faults.conftest import founded, until

NAME = "mitwirkung.example.org"
SLOW = 30
"""Fewer than one address may have at once: here everybody comes from the same."""
AROUND = """
daemon off;
pid {home}/nginx.pid;
error_log {home}/nginx.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    {inside}
}}
"""


@dataclass(frozen=True)
class Front:
    """What stands before the town."""

    plain: int
    secure: int
    known: ssl.SSLContext

    def call(self, name: str = NAME) -> ssl.SSLSocket:
        """An encrypted line."""
        line = socket.create_connection(("127.0.0.1", self.secure), timeout=PATIENCE)
        try:
            return self.known.wrap_socket(line, server_hostname=name)
        except OSError:
            line.close()
            raise

    def see(self, path: str) -> str:
        """A page, with its head."""
        with self.call() as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The town behind nginx, with a certificate of its own."""
    home, authority = tmp_path_factory.mktemp("front"), trustme.CA()
    known = ssl.create_default_context()
    authority.configure_trust(known)
    made = Front(free_port(), free_port(), known)
    with founded(f"sqlite:///{home / 'town.db'}", home) as town:
        town.place.settings = replace(town.place.settings, public_url=f"https://{NAME}")
        town.place.more = {"BMW_PROXIES": "1", "BMW_TRUSTED_HOSTS": "127.0.0.1"}
        town.place.start()
        file = written(home, made, town.place.port, authority.issue_cert(NAME))
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        subprocess.run([program, "-t", "-c", str(file), "-p", str(home)], check=True, capture_output=True)
        served = subprocess.Popen([program, "-c", str(file), "-p", str(home)], stderr=subprocess.DEVNULL)
        try:
            until(lambda: answers(made))
            yield made
        finally:
            served.terminate()
            served.wait(PATIENCE)


def written(home: Path, front: Front, town: int, leaf: trustme.LeafCert) -> Path:
    """The example of the repository with the places of this machine."""
    leaf.private_key_pem.write_to_path(home / "town.key")
    leaf.cert_chain_pems[0].write_to_path(home / "town.pem")
    inside = (ROOT / "operations" / "nginx.conf").read_text(encoding="utf-8")
    for there, here in {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{town};",
        "listen 80": f"listen 127.0.0.1:{front.plain}",
        "listen 443": f"listen 127.0.0.1:{front.secure}",
        "certificates/": f"{home}/",
    }.items():
        assert there in inside
        inside = inside.replace(there, here)
    (home / "nginx.conf").write_text(AROUND.format(home=home, inside=inside), encoding="utf-8")
    return home / "nginx.conf"


def answers(front: Front) -> bool:
    """Whether it serves yet."""
    with suppress(OSError):
        return " 200 " in front.see("/healthz")[:20]
    return False


def test_who_is_slow_keeps_nobody_from_the_town(front: Front) -> None:
    lines = [front.call() for _n in range(SLOW)]
    for line in lines:
        line.sendall(f"POST /de/rueckmeldung HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 5000\r\n\r\ntext=".encode())
    pages = [front.see("/de/")[:20] for _n in range(20)]
    for line in lines:
        line.close()
    assert all(" 200 " in page for page in pages)


def test_another_name_gets_no_answer(front: Front) -> None:
    with pytest.raises(OSError, match=r"UNRECOGNIZED_NAME|unrecognized name"):
        front.call("evil.example")
    with closing(socket.create_connection(("127.0.0.1", front.plain), timeout=PATIENCE)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        assert line.recv(1000) == b""


def test_without_encryption_one_is_sent_to_it(front: Front) -> None:
    with closing(socket.create_connection(("127.0.0.1", front.plain), timeout=PATIENCE)) as line:
        line.sendall(f"GET /de/ HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
        assert f"Location: https://{NAME}/de/" in line.recv(1000).decode()


def test_how_the_platform_is_nobody_outside_reads(front: Front) -> None:
    assert " 403 " in front.see("/readyz")[:20]
