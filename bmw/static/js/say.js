/* Tell people who do not see the screen, politely and once they pause. */
let waiting;

export function say(words, after = 0) {
  const status = document.getElementById("announcement");
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    status.textContent = "";
    status.textContent = words;
  }, after);
}
