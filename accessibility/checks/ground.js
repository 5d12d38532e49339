/* What the checks of this folder stand on. They run in the page: `accessibility.checks` puts them into one function. */
const everything = (within = document.body) => [...within.querySelectorAll("*")];
const told = (it) => it.outerHTML.replace(/\s+/g, " ").slice(0, 140);
const styleOf = (it) => getComputedStyle(it);
const boxOf = (it) => it.getBoundingClientRect();
const ownText = (it) => [...it.childNodes].filter((each) => each.nodeType === 3).map((each) => each.data.trim()).join(" ").trim();
const isUnseen = (it) => Boolean(it.closest(".visually-hidden, .honeypot, [aria-hidden=true], .skip")) || isClipped(it);
const isClipped = (it) => Boolean(it) && (styleOf(it).clipPath === "inset(50%)" || isClipped(it.parentElement));
const isShown = (it) => it.checkVisibility({ visibilityProperty: true }) && boxOf(it).width > 1 && boxOf(it).height > 1;
const isSeen = (it) => isShown(it) && !isUnseen(it);
const CONTROLS = ":is(a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']):not([inert] *)";
const isSample = (it) => Boolean(it.closest("[data-state], [data-sample]"));
const shownControls = () => [...document.querySelectorAll(CONTROLS)].filter((it) => isSeen(it) && !it.disabled);

/* A style sheet loads fonts of its own, once something is laid out with it; until then words are as wide as in another. */
function fontsLoaded() {
  boxOf(document.body);
  return document.fonts.ready;
}

/* Do something while the page wears one more style sheet; CSP allows one that a script makes. */
async function wearing(css, look) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  try {
    return await look();
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  }
}

/* Things with words or controls that cannot be seen without scrolling sideways; what scrolls in a box of its own may. */
function stickingOut() {
  const width = document.documentElement.clientWidth, found = [];
  for (const it of everything()) {
    if (!ownText(it) && !it.matches(CONTROLS)) continue;
    const boxes = [boxOf(it), ...textBoxes(it)];
    const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))];
    if (right <= width + 1 && left >= -1) continue;
    if (isSeen(it) && !scrollsSideways(it)) found.push(`${Math.round(left)}–${Math.round(right)} of ${width}: ${told(it)}`);
  }
  if (!found.length && document.documentElement.scrollWidth > width) found.push(`${document.documentElement.scrollWidth} wide instead of ${width}`);
  return found;
}

/* Words may be wider than their box, if it does not cut them off. */
function textBoxes(it) {
  if (styleOf(it).textOverflow === "ellipsis") return [];
  const range = document.createRange();
  return [...it.childNodes].filter((each) => each.nodeType === 3 && each.data.trim()).map((each) => {
    range.selectNodeContents(each);
    return range.getBoundingClientRect();
  });
}

function scrollsSideways(it) {
  for (; it && it !== document.body; it = it.parentElement) if (/auto|scroll/.test(styleOf(it).overflowX)) return true;
  return false;
}

/* Boxes that cut off words of theirs; those that end in an ellipsis say so, and their words stand in full elsewhere. */
function cutOff() {
  return everything().filter((it) => it.textContent.trim() && isSeen(it) && !it.closest("svg, select, textarea")).filter((it) => {
    const style = styleOf(it);
    const hides = (way) => /hidden|clip/.test(way);
    if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") return false;
    return (hides(style.overflowX) && it.scrollWidth > it.clientWidth + 1) || (hides(style.overflowY) && it.scrollHeight > it.clientHeight + 1);
  });
}

/* Look at every control without and with the focus. Scripts draw it as keys do, if a key was the last that moved it. */
function focusEach(look, isWrong) {
  const all = [...document.querySelectorAll(CONTROLS)].filter((it) => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({ visibilityProperty: true }) && !isGrouped(it) && !isSample(it));
  document.activeElement?.blur();
  const before = all.map(look);
  const found = all.filter((it, number) => {
    it.focus();
    return it.checkVisibility() && isWrong(before[number], look(it));
  }).map(told);
  document.activeElement?.blur();
  return found;
}

/* Of radio buttons with one name, Tab reaches one. */
function isGrouped(it) {
  if (it.type !== "radio") return false;
  const group = [...document.querySelectorAll(`[type=radio][name="${CSS.escape(it.name)}"]`)].filter((each) => each.form === it.form);
  return (group.find((each) => each.checked) ?? group[0]) !== it;
}

/* How bright a colour is, and how much of it one sees through; whatever way it is written in. */
const painted = new Map();
function paint(colour) {
  if (!painted.has(colour)) {
    const brush = new OffscreenCanvas(1, 1).getContext("2d");
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    const [r, g, b] = [red, green, blue].map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    painted.set(colour, { luminance: 0.2126 * r + 0.7152 * g + 0.0722 * b, alpha });
  }
  return painted.get(colour);
}

/* A ring around something lies on the ground of what is around it; one inside of it on its own. */
function isFaintRing(it) {
  const { outlineWidth, outlineColor, outlineOffset } = styleOf(it);
  if (parseFloat(outlineWidth) < 2) return true;
  if (matchMedia("(forced-colors: active)").matches) return false;
  const ring = paint(outlineColor);
  let ground = parseFloat(outlineOffset) < 0 ? it : it.parentElement;
  while (ground && paint(styleOf(ground).backgroundColor).alpha < 255) ground = ground.parentElement;
  const [dark, light] = [ring.luminance, ground ? paint(styleOf(ground).backgroundColor).luminance : 1].sort((one, other) => one - other);
  return ring.alpha < 255 || (light + 0.05) / (dark + 0.05) < 3;
}

const rest = (time) => new Promise((done) => { setTimeout(done, time); });

/* What is said in the regions for news from now on; in the end, what was said more than once. */
function hearing(regions) {
  const heard = [];
  const note = (changes) => new Set(changes.map((each) => regions.find((it) => it.contains(each.target)))).forEach((it) => it?.textContent.trim() && heard.push(it.textContent.trim()));
  const listener = new MutationObserver(note);
  regions.forEach((it) => listener.observe(it, { childList: true, characterData: true, subtree: true }));
  return {
    said: (words) => heard.includes(words),
    end: () => {
      listener.disconnect();
      return heard.filter((words, n) => heard.indexOf(words) < n).map((words) => `said more than once: ${words}`);
    },
  };
}

/* Write into a field as a browser does, look, and leave it as it was. */
async function writing(field, look) {
  const before = field.value;
  const write = (words) => {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const found = await look(write);
  write(before);
  return found;
}

/* How many characters are left is said once somebody pauses. */
async function countedOnce(regions) {
  const counter = [...document.querySelectorAll("[data-counter-for]")].find((it) => isSeen(it) && !isSample(it));
  const field = counter && document.getElementById(counter.dataset.counterFor);
  if (!field || field.disabled) return [];
  const counts = () => counter.textContent.startsWith(counter.dataset.text.split("{n}")[0]);
  return writing(field, async (write) => {
    const ears = hearing(regions), leave = (left) => write("x".repeat(Number(counter.dataset.most) - left));
    leave(4);
    for (let patience = 600; patience && !counts(); patience -= 1) await rest(50).then(() => leave(4));  // its script comes after the page
    [3, 2, 1].forEach(leave);  // whoever writes on is not interrupted at each letter
    const left = counter.textContent;
    for (let patience = 200; patience && !ears.said(left); patience -= 1) await rest(50);
    await rest(300);  // long enough for a second one, which must not come
    return [...(ears.said(left) ? [] : [`never said: ${left}`]), ...ears.end()];
  });
}

/* What others have already proposed is said once it is shown, and not again for the same ones. */
async function similarOnce(regions) {
  const form = [...document.querySelectorAll("form[data-similar-url]")].find((it) => isSeen(it) && !isSample(it));
  const place = form?.querySelector("[data-similar]");
  if (!place) return [];
  return writing(form.elements.title, async (write) => {
    const ears = hearing(regions), shown = () => place.querySelectorAll("li").length, before = place.textContent;
    const isNew = () => shown() && place.textContent !== before;  // a page with errors comes with some
    write("Bus am Abend in die Ortsteile");
    for (let patience = 300; patience && !isNew(); patience -= 1) await rest(50);
    if (!isNew()) return ears.end();
    const words = `${form.dataset.similarTitle}: ${shown()}`;
    for (let patience = 200; patience && !ears.said(words); patience -= 1) await rest(50);
    write("Bus am Abend in die Ortsteile!");
    await rest(2000);  // so long the same ones would take to be said again
    return [...(ears.said(words) ? [] : [`never said: ${words}`]), ...ears.end()];
  });
}
