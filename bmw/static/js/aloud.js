/* Reading a page aloud with the browser's own voices, each piece in its language, and marking what is being read. */
import { say } from "./say.js";

const main = document.getElementById("inhalt");
const bar = document.querySelector("[data-aloud]");
const start = bar.querySelector("[data-aloud-start]");
const stop = bar.querySelector("[data-aloud-stop]");
const speech = window.speechSynthesis;
const SILENT = "[data-aloud],[aria-hidden=true],.visually-hidden,.breadcrumb,.part-steps,script,svg,input,select,textarea,button,option,video,details:not([open]) > :not(summary)";
const LONGEST = 220;
const marks = "highlights" in CSS ? { piece: new Highlight(), word: new Highlight() } : null;
if (marks) {
  CSS.highlights.set("read-aloud", marks.piece);
  CSS.highlights.set("read-word", marks.word);
}

const languageOf = (node) => node.closest("[lang]")?.lang || "";
const blockOf = (node) => (/^(inline|contents|ruby)/.test(getComputedStyle(node).display) && node !== main ? blockOf(node.parentElement) : node);
const root = (tag) => tag.toLowerCase().split("-")[0];

/* A voice of this language, best one of the very region, and one on this device. */
function voiceFor(tag) {
  const fitting = speech.getVoices().filter((voice) => root(voice.lang) === root(tag));
  return fitting.find((voice) => voice.localService && voice.default) ?? fitting.find((voice) => voice.localService) ?? fitting[0];
}

const isSilent = (it) => it.closest(SILENT) || !it.getClientRects().length;

/* What is seen, in its order: pieces of one language within one block, no longer than a voice can take; a picture is one of its own. */
function* pieces() {
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let spans = [], block = null, lang = null;
  while (walker.nextNode()) {
    const node = walker.currentNode, isPicture = node.nodeName === "IMG" && Boolean(node.alt.trim());
    const holder = isPicture ? node : node.parentElement;
    if (!(isPicture || node.nodeType === Node.TEXT_NODE && node.data.trim()) || isSilent(holder)) continue;
    const itsBlock = isPicture ? node : blockOf(holder), itsLang = languageOf(holder);
    if (spans.length && (itsBlock !== block || itsLang !== lang)) {
      yield* cut(spans, block, lang);
      spans = [];
    }
    [block, lang] = [itsBlock, itsLang];
    if (isPicture) yield* described(node, lang);
    else spans.push(node);
  }
  if (spans.length) yield* cut(spans, block, lang);
}

/* What a picture shows, as those hear it who do not see it; it is marked as a whole. */
function* described(picture, lang) {
  const whole = document.createRange();
  whole.selectNode(picture);
  for (const [from, to] of sentences(picture.alt, lang)) yield { words: picture.alt.slice(from, to), lang, block: picture, range: () => whole };
}

function* cut(nodes, block, lang) {
  let whole = "";
  const spans = nodes.map((node) => {
    const span = { node, at: whole.length };
    whole += node.data;
    return span;
  });
  const find = (index) => spans.findLast((span) => span.at <= index);
  for (const [from, to] of sentences(whole, lang)) {
    const words = whole.slice(from, to);
    if (/[\p{L}\p{N}]/u.test(words)) yield { words, lang, block, range: (a, b) => between(find(from + a), from + a, find(from + b - 1), from + b) };
  }
}

function between(first, from, last, to) {
  const range = document.createRange();
  range.setStart(first.node, from - first.at);
  range.setEnd(last.node, to - last.at);
  return range;
}

/* Where sentences begin and end; very long ones are taken apart at a space. */
function sentences(text, lang) {
  const parts = window.Intl?.Segmenter
    ? [...new Intl.Segmenter(lang || undefined, { granularity: "sentence" }).segment(text)].map((each) => each.segment)
    : text.match(/[^.!?]+[.!?]*\s*/g) ?? [text];
  const found = [];
  let at = 0;
  for (let part of joined(parts)) {
    while (part.length > LONGEST) {
      const end = part.lastIndexOf(" ", LONGEST);
      if (end <= 0) break;
      found.push([at, at + end]);
      at += end;
      part = part.slice(end);
    }
    found.push([at, at + part.length]);
    at += part.length;
  }
  return found;
}

/* After “23.” a date goes on, and no new sentence begins. */
function joined(parts) {
  return parts.reduce((all, part) => {
    if (/\d\.\s*$/.test(all.at(-1) ?? "")) all.push(all.pop() + part);
    else all.push(part);
    return all;
  }, []);
}

let reading = null;

function mark(piece) {
  clear();
  const range = piece.range(0, piece.words.length);
  if (marks && piece.block.nodeName !== "IMG") marks.piece.add(range);
  else piece.block.classList.add("read-aloud");  // browsers paint no highlight over a picture
  const box = range.getBoundingClientRect(), head = bar.getBoundingClientRect().bottom;
  if (box.top >= head && box.bottom <= innerHeight) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: box.top - head - innerHeight / 5, behavior: calm ? "instant" : "smooth" });
}

function markWord(piece, event) {
  if (!marks || event.name !== "word" || piece.foreign || piece.block.nodeName === "IMG") return;
  const length = event.charLength || piece.words.slice(event.charIndex).search(/\s|$/);
  if (length < 1 || event.charIndex + length > piece.words.length) return;
  marks.word.clear();
  marks.word.add(piece.range(event.charIndex, event.charIndex + length));
}

function clear() {
  marks?.piece.clear();
  marks?.word.clear();
  document.querySelector(".read-aloud")?.classList.remove("read-aloud");
}

function next() {
  const mine = reading;
  const { value: piece, done } = mine.pieces.next();
  if (done) return end(bar.dataset.done);
  const voice = voiceFor(piece.lang || document.documentElement.lang);
  piece.foreign = !voice;
  if (piece.foreign && mine.skipped === piece.block) return next();
  mine.skipped = piece.foreign ? piece.block : null;
  const spoken = new SpeechSynthesisUtterance(piece.foreign ? bar.dataset.foreign : piece.words);
  spoken.voice = voice ?? voiceFor(document.documentElement.lang);
  spoken.lang = spoken.voice?.lang ?? document.documentElement.lang;
  spoken.onstart = () => mine === reading && mark(piece);
  spoken.onboundary = (event) => mine === reading && markWord(piece, event);
  spoken.onend = () => mine === reading && next();
  spoken.onerror = (event) => mine === reading && (event.error === "language-unavailable" ? next() : end(bar.dataset.failed));
  mine.now = spoken;  // kept, or some browsers lose it before it has ended
  speech.speak(spoken);
}

function show(state) {
  start.querySelector(".kern-label").textContent = bar.dataset[state];
  stop.hidden = state === "begin";
  if (state === "begin") delete bar.dataset.reading;
  else bar.dataset.reading = state;
}

function silence() {
  speech.cancel();
  speech.resume();  // a paused browser stays silent for ever
}

function begin() {
  silence();
  reading = { pieces: pieces(), paused: false, skipped: null };
  show("pause");
  next();
}

function end(words) {
  const hadFocus = document.activeElement === stop;
  reading = null;
  silence();
  clear();
  show("begin");
  if (hadFocus) start.focus();
  if (words) say(words);
}

start.addEventListener("click", () => {
  if (!reading) return begin();
  reading.paused = !reading.paused;
  if (reading.paused) speech.pause();
  else speech.resume();
  show(reading.paused ? "continue" : "pause");
});
stop.addEventListener("click", () => end(bar.dataset.stopped));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && reading) end(bar.dataset.stopped);
});
addEventListener("pagehide", () => speech.cancel());

/* The button is there once the browser has a voice for the page; what it lacks is said where all this is explained. */
function offer() {
  const found = Boolean(voiceFor(document.documentElement.lang));
  bar.hidden = !found;
  const told = { found: document.querySelector("[data-aloud-found]"), missing: document.querySelector("[data-aloud-missing]") };
  if (told.found) told.found.hidden = !found;
  if (told.missing) told.missing.hidden = found;
}

speech.addEventListener?.("voiceschanged", offer);
offer();
