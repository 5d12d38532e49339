"""What a screen reader says about a page, phrase by phrase."""

import re
from functools import cache
from typing import Any

from accessibility.german import spoken
from accessibility.scan import MODULES

READER = MODULES / "@guidepup" / "virtual-screen-reader" / "lib" / "esm" / "index.browser.js"
SECRET = re.compile(r"\b(?:[A-Z2-7]{4}[ -]){3,}[A-Z2-7]{1,4}\b")
"""What an app for codes is given."""
CHECKSUM = re.compile(r"\b[0-9a-f]{64}\b")
"""What a seal over the record shows; it differs from town to town."""
LISTEN = """async (where) => {
  await virtualReader.start({ container: document.querySelector(where) });
  for (let left = 9000; left && (await virtualReader.lastSpokenPhrase()) !== "end of " + where; left -= 1)
    await virtualReader.next();
  const phrases = await virtualReader.spokenPhraseLog();
  await virtualReader.stop();
  return phrases;
}"""

COUNTED = """async () => {
  const waits = (each) => document.getElementById(each.dataset.counterFor)?.value
    && !each.textContent.startsWith(each.dataset.text.split("{n}")[0]);
  for (let left = 600; left && [...document.querySelectorAll("main [data-counter-for]")].some(waits); left -= 1)
    await new Promise((done) => setTimeout(done, 50));
}"""
"""The script that counts characters comes after the page; until then a full field does not tell what is left."""


@cache
def _reader() -> str:
    """The reader as a plain script: a module could not be loaded under the policy of our pages, and need not be."""
    module = READER.read_text(encoding="utf-8")
    exported = re.search(r"export\s*\{[^}]*?(\S+) as virtual\}", module)
    assert exported
    return f"{{{module[: exported.start()]}globalThis.virtualReader = {exported[1].rpartition(',')[2]}}}"


def transcript(page: Any, home: str, address: str) -> str:
    """What people hear on the page that the browser shows, in German; what differs from town to town has a name."""
    page.evaluate(COUNTED)
    page.evaluate(_reader())
    said = "\n".join([f"Seite: {page.title()}", *spoken(page.evaluate(LISTEN, "main"))])
    said = said.replace(home, "‹Ordner der Stadt›").replace(address, "‹Adresse der Stadt›")
    return CHECKSUM.sub("‹Prüfsumme›", SECRET.sub("‹Geheimnis›", said)) + "\n"
