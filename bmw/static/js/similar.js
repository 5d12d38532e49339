/* While somebody writes: what others have already proposed. Built from plain data, never from markup. */
import { say } from "./say.js";

const element = (tag, words = "", attributes = {}) => {
  const made = document.createElement(tag);
  made.textContent = words;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

let told = "";

function show(form, place, items) {
  place.replaceChildren();
  if (!items.length) return;
  const list = element("ul", "", { class: "links" });
  for (const item of items) {
    const line = element("li");
    line.append(element("a", item.title, { href: new URL(item.url, location.origin).pathname, lang: item.lang, dir: item.dir || "auto" }));
    if (item.text) line.append(" ", element("span", item.text, { class: "small" }));
    list.append(line);
  }
  place.append(element("h2", form.dataset.similarTitle), element("p", form.dataset.similarText), list);
  const found = JSON.stringify(items);
  if (found !== told) say(`${form.dataset.similarTitle}: ${items.length}`, 1000, "similar");  // the same ones are no news
  told = found;
}

for (const form of document.querySelectorAll("form[data-similar-url]")) {
  const place = form.querySelector("[data-similar]");
  let pause, last, running;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      const words = ["title", "body"].map((name) => form.elements[name]?.value.trim() ?? "").join(" ").slice(0, 300).trim();
      if (words.length < 8 || words === last) return;
      last = words;
      running?.abort();
      running = new AbortController();
      try {
        const address = new URL(form.dataset.similarUrl, location.origin);
        address.searchParams.set("text", words);
        const answer = await fetch(address.pathname + address.search, { signal: running.signal, headers: { Accept: "application/json" } });
        if (answer.ok) show(form, place, (await answer.json()).items);
      } catch { /* offline or overtaken: writing goes on */ }
    }, 700);
  });
}
