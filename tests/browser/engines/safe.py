"""A town behind TLS, with a certificate of our own authority."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from tests.browser.conftest import ROOT, Town, free_port, opened


@contextmanager
def behind_tls(home: Path) -> Iterator[Town]:
    """A demo town that people reach at https://localhost; `authority.pem` vouches for its `certificate.pem`."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(home / "authority.pem"))
    certificate = authority.issue_cert("localhost")
    certificate.cert_chain_pems[0].write_to_path(str(home / "certificate.pem"))
    certificate.private_key_and_cert_chain_pem.write_to_path(str(home / "secret.pem"))
    port = free_port()
    with opened(home, "localhost", url=f"https://localhost:{port}", program="bmw") as town:
        call = [sys.executable, "-m", "tests.browser.engines.door", str(port), str(town.port)]
        door = subprocess.Popen([*call, str(home / "secret.pem")], cwd=ROOT, stdout=subprocess.PIPE)
        try:
            assert door.stdout
            assert door.stdout.readline(), "the door with TLS does not open"
            yield town
        finally:
            door.terminate()
            door.communicate(timeout=30)
