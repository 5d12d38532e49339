/* Passkeys: ask the server what is to be signed, let the device do it, and send the form with the answer. */
import { say } from "./say.js";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const listed = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

const MAKE = (asked) => navigator.credentials.create({ publicKey: {
  ...asked,
  challenge: bytes(asked.challenge),
  user: { ...asked.user, id: bytes(asked.user.id) },
  excludeCredentials: listed(asked.excludeCredentials),
} });
const SIGN = (asked) => navigator.credentials.get({ publicKey: {
  ...asked, challenge: bytes(asked.challenge), allowCredentials: listed(asked.allowCredentials),
} });

function told({ id, rawId, type, response, authenticatorAttachment }) {
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = words(response[name]);
  }
  return JSON.stringify({ id, rawId: words(rawId), type, authenticatorAttachment, clientExtensionResults: {}, response: parts });
}

async function answered(form) {
  const asked = await fetch(form.dataset.passkeyUrl, { method: "POST", headers: { Accept: "application/json" } });
  if (!asked.ok) throw new Error(asked.statusText);
  return (form.dataset.passkey === "make" ? MAKE : SIGN)(await asked.json());
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const note = form.querySelector("[data-passkey-note]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = form.elements.name;
    if (name && !name.value.trim()) {
      name.focus();
      form.submit();
      return;
    }
    note.textContent = form.dataset.passkeyWait;
    say(note.textContent);
    try {
      form.elements.credential.value = told(await answered(form));
      form.submit();
    } catch {
      note.textContent = form.dataset.passkeyFailed;
      say(note.textContent);
    }
  });
  if (!window.PublicKeyCredential) note.textContent = form.dataset.passkeyFailed;
}
