/* What somebody types is never lost: kept on this device from the first key, dropped when it has arrived. */
import { say } from "./say.js";

const PREFIX = "draft:";
const WAITING = "draft:waiting";
const LONGEST = 7 * 24 * 60 * 60 * 1000;
const UNKEPT = new Set(["hidden", "password", "file", "submit"]);

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.name !== "website" && !UNKEPT.has(field.type));
const isChoice = (field) => field.type === "radio" || field.type === "checkbox";

export function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

function keep(key, form) {
  const fields = fieldsOf(form)
    .filter((field) => (isChoice(field) ? field.checked : field.value))
    .map((field) => [field.name, field.value]);
  localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
}

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    if (draft && Date.now() - draft.at < LONGEST) return draft.fields;
  } catch { /* not ours, or broken */ }
  localStorage.removeItem(key);
  return null;
}

function bringBack(key, form) {
  const kept = read(key);
  const texts = fieldsOf(form).filter((field) => !isChoice(field) && field.tagName !== "SELECT");
  if (!kept || texts.some((field) => field.value)) return;
  if (!texts.some((field) => kept.some(([name, value]) => name === field.name && value.trim()))) return;
  for (const field of fieldsOf(form)) {
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isChoice(field)) field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const note = document.createElement("p");
  note.className = "draft-note";
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "kern-btn kern-btn--tertiary";
  drop.textContent = form.dataset.draftDiscard;
  drop.addEventListener("click", () => {
    form.reset();
    localStorage.removeItem(key);
    note.remove();
    texts[0]?.focus();
  });
  note.append(`${form.dataset.draftNote} `, drop);
  form.prepend(note);
  say(form.dataset.draftNote);
}

/* The page after sending: unless it says that something failed, the text has arrived. */
const waiting = localStorage.getItem(WAITING);
if (waiting) {
  const status = performance.getEntriesByType("navigation")[0]?.responseStatus || 200;
  const failed = status >= 400 || document.querySelector("main[data-failed], [data-focus]:not([data-sample] *)");
  if (!failed) localStorage.removeItem(waiting);
  localStorage.removeItem(WAITING);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = PREFIX + form.dataset.draft;
  const isAhead = fieldsOf(form).some((field) => "defaultValue" in field && !isChoice(field) && field.value !== field.defaultValue);
  let touched = isAhead;
  if (isAhead) keep(key, form);  // somebody wrote sooner than this script came
  else bringBack(key, form);
  form.addEventListener("input", (event) => {
    touched ||= event.isTrusted;
    if (touched) keep(key, form);
  });
  form.addEventListener("submit", (event) => {
    keep(key, form);
    if (navigator.onLine) localStorage.setItem(WAITING, key);
    else {
      event.preventDefault();
      say(form.dataset.draftOffline);
      const note = form.querySelector(".draft-note") ?? form.insertBefore(document.createElement("p"), form.querySelector(".buttons"));
      note.className = "draft-note";
      note.textContent = form.dataset.draftOffline;
    }
  });
}
