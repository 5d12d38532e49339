"""Style, script, fonts and pictures: built once, then served for ever under names that change with their content."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
BUILT = STATIC / "build"
NODE_MODULES = Path(__file__).parents[2] / "node_modules"
PREFIX = "/static/build/"
KEPT_FOR = 7 * 24 * 3600
"""Seconds: a town that runs, and pages in caches, name the files of the build before until then."""
TEXT = {".css", ".js", ".svg", ".json"}
IMPORT = re.compile(r"""((?:\bfrom|\bimport)\s*\(?\s*)(["'])\./([\w-]+\.js)\2""")


class AssetsMissing(RuntimeError):
    """The pages have no style yet, because set-up has not built it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There are no built assets in {folder}. Run `make assets` once.")


@dataclass(frozen=True)
class Assets:
    """Where each picture, style and script of the town is found."""

    folder: Path
    names: Mapping[str, str]
    prefix: str = PREFIX

    @classmethod
    def load(cls, folder: Path = BUILT, prefix: str = PREFIX) -> Assets:
        """Read what set-up has built."""
        try:
            manifest = json.loads((folder / "manifest.json").read_text())
        except FileNotFoundError:
            raise AssetsMissing(folder) from None
        return cls(folder, manifest["names"], prefix)

    def url(self, name: str, direction: str = "ltr") -> str:
        """The address of an asset; style sheets differ by writing direction."""
        return self.prefix + self._file(name, direction)

    def path(self, name: str, direction: str = "ltr") -> Path:
        """The built file of an asset, for the few that have an address of their own."""
        return self.folder / self._file(name, direction)

    def _file(self, name: str, direction: str) -> str:
        directed = f"{name.removesuffix('.css')}.{direction}.css" if name.endswith(".css") else name
        return self.names[directed]


def smallest(path: Path, accepted: str) -> tuple[Path, str | None]:
    """The smallest form of a file that the browser understands, and its Content-Encoding."""
    offers = {offer.split(";")[0].strip() for offer in accepted.split(",")}
    for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
        packed = path.with_name(path.name + suffix)
        if encoding in offers and packed.exists():
            return packed, encoding
    return path, None


def build(node_modules: Path = NODE_MODULES, source: Path = STATIC, target: Path = BUILT) -> bool:
    """Build everything, or say that nothing has changed since the last time."""
    inputs = _digest(*_inputs(node_modules, source))
    manifest = target / "manifest.json"
    if manifest.exists() and json.loads(manifest.read_text())["inputs"] == inputs:
        return False
    (target / "work").mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    for name, data in _files(node_modules, source, target / "work", names):
        names[name] = _store(name, data, target)
    version = _digest(json.dumps(names).encode())
    worker = (source / "js" / "sw.js").read_text().replace("__BUILD__", version)
    names["js/sw.js"] = _store("js/sw.js", worker.encode(), target)
    manifest.write_text(json.dumps({"inputs": inputs, "names": names}, indent=1, sort_keys=True))
    sweep(target, set(names.values()))
    return True


def _inputs(node_modules: Path, source: Path) -> Iterator[bytes]:
    code = [Path(__file__).with_name(f"{name}.py") for name in ("assets", "stylesheets", "typefaces")]
    own = [p for kind in ("css", "css/guide", "js", "icons", "images") for p in (source / kind).glob("*.*")]
    for path in sorted([*code, *own]):
        yield path.name.encode() + path.read_bytes()
    for package in (
        "@kern-ux/native",
        "@fontsource/fira-sans",
        "@fontsource/noto-sans-arabic",
    ):
        yield (node_modules / package / "package.json").read_bytes()


def _files(node_modules: Path, source: Path, work: Path, names: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every asset by its plain name, those that others refer to first."""
    from bmw.ui import stylesheets, typefaces

    cuts = typefaces.cut_all(node_modules, work)
    for cut in cuts:
        yield cut.name, cut.path.read_bytes()
    faces = "".join(cut.rule(f"../{names[cut.name]}") for cut in cuts)
    kern = node_modules / "@kern-ux" / "native" / "dist" / "kern.min.css"
    sheets = stylesheets.bundle(kern, sorted((source / "css").glob("*.css")), node_modules, work)
    guide = "".join(path.read_text() for path in sorted((source / "css" / "guide").glob("*.css")))
    for direction, sheet in sheets.items():
        yield f"css/app.{direction}.css", (faces + sheet).encode()
        yield (
            f"css/guide.{direction}.css",
            (stylesheets.shown(sheet) + stylesheets.write(stylesheets.parse(guide))).encode(),
        )
    yield "icons/sprite.svg", _sprite(sorted((source / "icons").glob("*.svg"))).encode()
    for path in sorted((source / "images").glob("*.*")):
        yield f"images/{path.name}", path.read_bytes()
    for path in _by_imports(source / "js"):
        yield f"js/{path.name}", _linked(path.read_text(), names).encode()


def _by_imports(folder: Path) -> list[Path]:
    """Scripts in such an order that each comes after those it imports."""
    waiting = {p for p in folder.glob("*.js") if p.name != "sw.js"}
    ordered: list[Path] = []
    while waiting:
        done = {p.name for p in ordered}
        ready = [p for p in waiting if {m[2] for m in IMPORT.findall(p.read_text())} <= done]
        if not ready:
            raise ValueError(f"Scripts import each other in a circle: {sorted(waiting)}.")
        ordered += sorted(ready)
        waiting -= set(ready)
    return ordered


def _linked(script: str, names: Mapping[str, str]) -> str:
    return IMPORT.sub(
        lambda m: f"{m[1]}{m[2]}./{names['js/' + m[3]].removeprefix('js/')}{m[2]}",
        script,
    )


def _sprite(icons: list[Path]) -> str:
    """All drawings in one file, each found by its name."""
    symbols = ""
    for path in icons:
        drawing = re.sub(r"<!--.*?-->|\n\s*", "", path.read_text())
        drawing = drawing.replace(' xmlns="http://www.w3.org/2000/svg"', "")
        inner = drawing.strip().removeprefix("<svg").removesuffix("</svg>")
        symbols += f'<symbol id="{path.stem}"{inner}</symbol>'
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


def _store(name: str, data: bytes, target: Path) -> str:
    """Write one file under a name that holds its content, with its compressed forms beside it."""
    import brotli

    plain = Path(name)
    hashed = plain.with_name(f"{plain.stem}.{_digest(data)}{plain.suffix}")
    path = target / hashed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if path.suffix in TEXT:
        path.with_name(path.name + ".br").write_bytes(brotli.compress(data, quality=11))
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))
    return hashed.as_posix()


def sweep(target: Path, names: set[str]) -> None:
    """Remove what earlier builds left behind, when no page in anybody's browser can ask for it any more."""
    for path in target.glob("*/*.*"):
        plain = path.relative_to(target).as_posix().removesuffix(".br").removesuffix(".gz")
        is_old = time.time() - path.stat().st_mtime > KEPT_FOR
        if plain not in names and is_old and path.parent.name != "work":
            path.unlink()


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()[:10]


if __name__ == "__main__":
    print("Assets built." if build() else "Assets are up to date.", file=sys.stderr)
