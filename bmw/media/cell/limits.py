"""What a process in the cell may use: some memory, some time, nothing of the world."""

import resource

MEMORY = 1024 * 1024 * 1024
SECONDS = 15
"""Of processor time; how long it may take on the clock is measured outside."""


def shut() -> None:
    """From now on: no new files, no other programs, no more memory and time than this, and no picture of itself."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (wanted, wanted))
