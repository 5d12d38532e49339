/* What makes pages more comfortable where scripts run. Every page works without it. */
import { workerAddress } from "./trusted.js";

/* After a failed form: straight to what has to be put right. */
document.querySelector("[data-focus]:not([data-sample] *)")?.focus();

/* An open language list closes with Escape and when the focus leaves it. */
for (const list of document.querySelectorAll("details[data-closes]")) {
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !list.open) return;
    list.open = false;
    list.querySelector("summary").focus();
  });
  list.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !list.contains(event.relatedTarget)) list.open = false;
  });
  document.addEventListener("click", (event) => {
    if (!list.contains(event.target)) list.open = false;
  });
}

/* The menu of a small window lies above the page; it goes when the focus is back on the page. */
const menu = document.getElementById("menu");
document.addEventListener("focusin", (event) => {
  if (event.target !== document.body && !event.target.closest("#menu, [popovertarget=menu]") && menu?.matches(":popover-open")) menu.hidePopover();
});

/* Where one part of a page is shown at a time, jumping to the content leads to that part and not back to the first. */
document.querySelector(".skip a")?.addEventListener("click", (event) => {
  if (document.documentElement.dataset.reading !== "single") return;
  const shown = [...document.querySelectorAll(".part-place")].find((place) => place.getClientRects().length);
  if (!shown) return;
  event.preventDefault();
  shown.focus();
});

/* Only pages with something to write fetch the rest. */
if (document.querySelector("[data-counter-for]")) import("./counter.js");
if (document.querySelector("[data-aloud]")) {
  if (window.speechSynthesis) import("./aloud.js");
  else document.querySelector("[data-aloud-missing]")?.removeAttribute("hidden");
}
if (document.querySelector("[data-trouble]")) import("./trouble.js");
if (document.querySelector("form[data-passkey]")) import("./passkey.js");
if (document.querySelector("form[data-similar-url]")) import("./similar.js");
if (document.querySelector("form[data-draft]") || localStorage.getItem("draft:waiting")) import("./drafts.js");
for (const form of document.querySelectorAll('form[action$="/abmelden"]')) {
  form.addEventListener("submit", () => import("./drafts.js").then((drafts) => drafts.forgetAll()));
}

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register(workerAddress()).catch(() => {}));
}
