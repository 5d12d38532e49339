"""Templates are compiled once in a run and not anew for every test: each test has an application of its own."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """What the templates of all applications in this process were compiled to, as long as their source is the same."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], object] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.known.get((bucket.key, bucket.checksum))  # type: ignore[assignment]  # code, or nothing

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()
