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
  const fields = ["title", "body"].map((name) => form.elements[name]).filter(Boolean);
  const look = async () => {
    const words = fields.map((field) => field.value.trim()).join(" ").slice(0, 300).trim();
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
  };
  const wait = () => {
    clearTimeout(pause);
    pause = setTimeout(look, 700);
  };
  form.addEventListener("input", wait);
  if (fields.some((field) => field.value !== field.defaultValue)) wait();  // whoever writes sooner than this script comes
}
