/* Tell people who do not see the screen, politely and once they pause. */
const waiting = new Map();

/* News about one thing take the place of older ones about it that were not said yet, and of no others. */
export function say(words, after = 0, about = "") {
  const status = document.getElementById("announcement");
  clearTimeout(waiting.get(about));
  waiting.set(about, setTimeout(() => {
    status.textContent = "";
    status.textContent = words;
  }, after));
}
