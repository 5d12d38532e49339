/* Whether hands get along: targets, motion, pasting, and nothing that has to be dragged. */
({
  "target-44": () => {
    const key = "main form[method=post] [type=submit], a[rel=next], a[rel=prev], .menu-button, #menu nav a, main form.form :is(input:not([type=radio], [type=checkbox], [type=hidden], [type=file]), select, textarea), main form.form .kern-form-check";
    return [...document.querySelectorAll(key)].filter(isSeen).filter((it) => boxOf(it).height < 43.5 || boxOf(it).width < 43.5)
      .map((it) => `${Math.round(boxOf(it).width)}×${Math.round(boxOf(it).height)}: ${told(it)}`);
  },

  "target-24": () => {
    const all = shownControls().map((it) => ({ it, box: boxOf(it) }));
    const isSmall = ({ box }) => box.width < 23.5 || box.height < 23.5;
    const inText = ({ it }) => styleOf(it).display === "inline" && it.parentElement.textContent.trim() !== it.textContent.trim();
    const middle = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
    const away = ([x, y], { box }) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    return all.filter((each) => isSmall(each) && !inText(each))
      .filter((each) => all.some((other) => other !== each && !each.it.contains(other.it) && !other.it.contains(each.it)
        && (away(middle(each), other) < 12 || (isSmall(other) && Math.hypot(middle(each)[0] - middle(other)[0], middle(each)[1] - middle(other)[1]) < 24))))
      .map(({ it, box }) => `${Math.round(box.width)}×${Math.round(box.height)}: ${told(it)}`);
  },

  "still": () => [
    ...document.getAnimations().map((each) => `moves: ${each.effect?.target ? told(each.effect.target) : each.id}`),
    ...everything().filter((it) => /[1-9]/.test(styleOf(it).transitionDuration + styleOf(it).animationDuration)).map((it) => `would move: ${told(it)}`),
  ],

  "dragging": () => [...document.querySelectorAll("[draggable=true], [ondragstart], [ondrop]")].map(told),

  /* With the colours of the reader's device, backgrounds go: what is pressed or filled in needs an edge. */
  "forced-colours": () => (matchMedia("(forced-colors: active)").matches ? [
    ...everything().filter((it) => styleOf(it).forcedColorAdjust === "none" && !it.closest("svg, .qr")).map((it) => `keeps its own colours: ${told(it)}`),
    ...[...document.querySelectorAll("button, [type=submit], input, select, textarea, .kern-btn")].filter(isSeen)
      .filter((it) => it.type !== "radio" && it.type !== "checkbox" && !parseFloat(styleOf(it).borderBlockEndWidth) && !parseFloat(styleOf(it).outlineWidth)).map((it) => `has no edge: ${told(it)}`),
  ] : []),

  "pasting": () => [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox], [type=submit], [type=file]), textarea")].filter(isSeen)
    .filter((it) => !it.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: new DataTransfer() }))).map(told),
})
