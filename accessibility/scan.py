"""The scanners: axe for a page as it stands in the browser, the Nu validator for its HTML."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

MODULES = Path(__file__).parents[1] / "node_modules"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page: Any) -> list[str]:
    """What axe finds on the page that the browser shows, one line each; tags, so that `target-size` runs."""
    page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{v['id']}: {n['html'][:160]} — {n['failureSummary'][:300]}" for v in found["violations"] for n in v["nodes"]
    ]


def invalid_html(files: Iterable[Path]) -> list[str]:
    """What the Nu validator finds in these files, one line each."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    call = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    found = json.loads(done.stderr or '{"messages": []}')["messages"]
    return [
        f"{Path(m.get('url', '')).name}:{m.get('lastLine')}: {m['message']} {m.get('extract', '')[:120]!r}"
        for m in found
    ]
