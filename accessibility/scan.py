"""The scanners: axe for a page as it stands in the browser, the Nu validator for its HTML."""

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

MODULES = Path(__file__).parents[1] / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 60
UNDECIDED = 3
"""So many things of a page may be left to the eye: empty fields, and words beside a drawn line."""
RUN = """async (options) => {
  const open = document.querySelector(":popover-open, details.dropdown[open] > ul")?.getBoundingClientRect();
  const isCovered = (node) => {
    const it = document.querySelector(node.target[0]), at = it?.getBoundingClientRect();
    const meets = (from, to) => at[from] < open[to] && at[to] > open[from];
    const isAbove = it?.closest(":popover-open, .dropdown[open]");
    return open && it && !isAbove && meets("left", "right") && meets("top", "bottom");
  };
  const isScrolledTo = (node) => {
    const hides = (box) => /auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth;
    for (let box = document.querySelector(node.target[0]); box; box = box.parentElement) if (hides(box)) return true;
    return false;
  };
  const { violations, incomplete } = await axe.run(document, options);
  const unsure = open ? [] : incomplete;
  const seen = (each) => each.nodes.filter((node) => each.id !== "color-contrast" || !isScrolledTo(node));
  const left = unsure.flatMap((each) => seen(each).map((node) => `${each.id}: ${node.html.slice(0, 160)}`));
  const found = left.length > options.budget ? left.map((each) => `undecided: ${each}`) : [];
  for (const each of violations) {
    for (const node of each.nodes) {
      if (each.id === "target-size" && isCovered(node)) continue;
      found.push(`${each.id}: ${node.html.slice(0, 160)} — ${node.failureSummary.slice(0, 300)}`);
    }
  }
  return found;
}"""
"""What an open menu covers is as large as before when it closes, and of the menu axe cannot tell the ground. Nor can it
of a wide table that scrolls in a narrow window; it stands in a wide one with the same colours."""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def axe(page: Any, *, forced: bool = False) -> list[str]:
    """What axe finds on the page that the browser shows, one line each; tags, so that `target-size` runs.

    In `forced` colours browsers draw other colours than those they tell axe.
    """
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_axe())
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "resultTypes": ["violations", "incomplete"],
        "budget": UNDECIDED,
    }
    options |= {"rules": {"color-contrast": {"enabled": not forced}}}
    found: list[str] = page.evaluate(RUN, options)
    return found


@contextmanager
def validator() -> Iterator[str]:
    """The Nu validator as a server of our own, which reads its schemas once; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    call = ["java", "-Xmx300m", "-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(NU)]
    call += ["nu.validator.servlet.Main", str(port)]
    server = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}/?out=json&level=error"
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(PATIENCE * 10):
        try:
            return urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, "the Nu validator does not start"
            time.sleep(0.1)
    raise AssertionError("the Nu validator does not answer")


def invalid_html(validator: str, html: bytes) -> list[str]:
    """What the Nu validator finds in a page, one line each."""
    request = urllib.request.Request(validator, html, {"Content-Type": "text/html; charset=utf-8"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        found = json.load(answer)["messages"]
    return [f"{m.get('lastLine')}: {m['message']} {m.get('extract', '')[:120]!r}" for m in found]
