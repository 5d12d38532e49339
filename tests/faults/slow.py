"""Callers who send a letter now and then, for as long as one lets them."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

HEAD = b"POST /de/rueckmeldung HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = HEAD + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\ntext="


@contextmanager
def slow_callers(port: int, count: int) -> Iterator[list[socket.socket]]:
    """So many, half of them in the head of a request and half in its body; whoever is sent away comes again."""
    lines: list[socket.socket] = []
    over = Event()

    def whisper() -> None:
        while not over.wait(1):
            for number, line in enumerate(lines):
                try:
                    line.sendall(b"x")
                except OSError:
                    line.close()
                    lines[number] = _call(port, number)

    whispering = Thread(target=whisper)
    try:
        lines.extend(_call(port, number) for number in range(count))
        whispering.start()
        yield lines
    finally:
        over.set()
        if whispering.is_alive():
            whispering.join()
        for line in lines:
            line.close()


def _call(port: int, number: int) -> socket.socket:
    line = socket.socket()
    line.settimeout(10)
    with suppress(OSError):
        line.connect(("127.0.0.1", port))
        line.sendall(BODY if number % 2 else HEAD)
    return line
