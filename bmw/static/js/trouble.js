/* When very much is being sent, the browser takes some trouble: it looks for the one number that fits (ALTCHA). */
import { say } from "./say.js";

const note = document.querySelector("[data-trouble]");
const form = note.closest("form");
const words = form.elements.trouble.value.split(".")[0].replaceAll("-", "+").replaceAll("_", "/");
const { parameters } = JSON.parse(atob(words)).challenge;
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve() {
  const nonce = bytes(parameters.nonce);
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  const counted = new DataView(password.buffer);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(parameters.salt), iterations: parameters.cost };
  for (let number = 0; number < 100000; number += 1) {
    counted.setUint32(nonce.length, number);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const found = hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, parameters.keyLength * 8)));
    if (found.startsWith(parameters.keyPrefix)) return `${number}.${found}`;
  }
  throw new Error("No number fits.");
}

function tell(sentence) {
  note.textContent = sentence;
  say(sentence);
}

/* Somebody who sends before it is done need not press twice. */
let pressed;
const hold = (event) => {
  event.preventDefault();
  pressed = event.submitter ?? true;
};

if (crypto.subtle) {
  const waiting = note.textContent;
  form.addEventListener("submit", hold);
  tell(note.dataset.working);
  solve()
    .then((proof) => {
      form.elements.proof.value = proof;
      tell(note.dataset.done);
    })
    .catch(() => tell(waiting))
    .finally(() => {
      form.removeEventListener("submit", hold);
      if (pressed) form.requestSubmit(pressed === true ? null : pressed);
    });
}
