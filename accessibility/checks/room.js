/* Whether there is room: for small windows, large text, wide spacing, long words and the other direction. */
({
  "reflow": () => stickingOut(),

  "text-spacing": () => wearing(
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }",
    () => [...stickingOut(), ...cutOff().map((it) => `cut off: ${told(it)}`)],
  ),

  /* Of a window as wide as a desk's; two hundred per cent in a narrow one is a page at four hundred. */
  "larger-text": () => (innerWidth < 640 ? [] : wearing(
    "html { font-size: 200% !important }",
    () => [...stickingOut(), ...cutOff().map((it) => `cut off: ${told(it)}`)],
  )),

  "long-words": () => {
    const long = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung ";
    const typed = "h1, h2, h3, main p, main li, main dd, main dt, main a, main label, main legend, main td, main button, main summary, .account bdi";
    const changed = [...document.querySelectorAll(typed)].filter(isSeen).map((it) => [...it.childNodes].find((each) => each.nodeType === 3 && each.data.trim())).filter(Boolean);
    const before = changed.map((each) => each.data);
    changed.forEach((each) => { each.data = long + each.data; });
    try {
      return stickingOut();
    } finally {
      changed.forEach((each, number) => { each.data = before[number]; });
    }
  },

  /* A word of usual length or a number is not torn apart at the end of a line; where browsers hyphenate, they know how. */
  "whole-words": () => {
    if (document.documentElement.lang === "de-xa") return [];  // none of its words is of usual length
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
    while (nodes.nextNode()) {
      const node = nodes.currentNode, it = node.parentElement;
      if (!/\p{L}{5}|\d-?\d/u.test(node.data) || /:\/\/|@/.test(node.data) || !isSeen(it) || it.closest("code, svg, select, textarea") || styleOf(it).hyphens === "auto") continue;
      for (const word of node.data.matchAll(/[\p{L}\p{M}]{5,}|\d+[-.,]\d+|\d{2,}/gu)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = [...range.getClientRects()];
        const room = Math.min(innerWidth * .55, 14 * parseFloat(styleOf(it).fontSize));
        const isTorn = lines.some((line) => line.top > lines[0].top + lines[0].height / 2);
        if (isTorn && lines.reduce((sum, line) => sum + line.width, 0) < room) found.push(`${word[0]} in ${told(it)}`);
      }
    }
    return found;
  },

  /* The same page the other way round, boxes compared; what cannot be compared are words in their own direction and boxes among them. */
  "mirrored": async (given) => {
    const root = document.documentElement;
    if (root.dir !== "rtl" || !given.leftToRight) return [];
    const isAmongWords = (it) => it !== document.body && ((styleOf(it).display.startsWith("inline") && ownText(it.parentElement)) || isAmongWords(it.parentElement));
    const blocks = everything().filter((it) => isSeen(it) && !isAmongWords(it) && !it.closest("[dir]:not(html), svg, .dropdown, thead, tbody, select, pre") && styleOf(it).display !== "inline" && boxOf(it).width < innerWidth);
    await fontsLoaded();
    const before = blocks.map(boxOf);
    const own = document.querySelector("link[rel=stylesheet]"), other = own.cloneNode();
    other.href = given.leftToRight;
    await new Promise((done) => { other.onload = done; other.onerror = done; own.after(other); });
    own.disabled = true;
    root.dir = "ltr";
    await fontsLoaded();
    const after = blocks.map(boxOf), width = root.clientWidth;
    root.dir = "rtl";
    own.disabled = false;
    other.remove();
    await fontsLoaded();
    return blocks.filter((it, n) => Math.abs(before[n].width - after[n].width) <= 2 && Math.abs(width - before[n].right - after[n].left) > 3)
      .map((it) => `stays where it was: ${told(it)}`);
  },
})
