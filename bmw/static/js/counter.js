/* How many characters are left, seen at once and said after a pause. */
import { say } from "./say.js";

for (const counter of document.querySelectorAll("[data-counter-for]")) {
  const field = document.getElementById(counter.dataset.counterFor);
  const most = Number(counter.dataset.most);
  const number = new Intl.NumberFormat(document.documentElement.lang.split("-")[0], { numberingSystem: "latn" });
  const show = () => {
    const left = most - [...field.value].length;
    counter.textContent = counter.dataset.text.replace("{n}", number.format(left));
    counter.toggleAttribute("data-over", left < 0);
    return left;
  };
  field.addEventListener("input", () => {
    if (show() < most / 10) say(counter.textContent, 1500, counter.id);
  });
  if (field.value) show();
}
