/* Whether the focus is drawn and nothing lies above it; the walk by Tab itself is in `accessibility.checks`. */
({
  /* Something changes; and where that is a ring, it is 2 px wide and stands out from its ground by 3:1. */
  "focus-drawn": () => focusEach((it) => {
    const rims = [it, ...it.querySelectorAll("*"), it.closest(".search, .kern-card, .tile, li")].filter(Boolean);
    const drawn = rims.map(styleOf).map((s) => (s.outlineStyle === "none" ? s.boxShadow : `${s.outlineWidth} ${s.outlineColor} ${s.boxShadow}`)).join();
    return { drawn, isFaint: rims.filter((each) => styleOf(each).outlineStyle !== "none").some(isFaintRing) };
  }, (unfocused, focused) => unfocused.drawn === focused.drawn || focused.isFaint),

  /* Of words that go over several lines, one line is enough. */
  "focus-free": () => focusEach((it) => {
    const labels = [...(it.labels ?? [])];
    const isOwn = (each) => it.contains(each) || each.contains(it) || labels.some((label) => label.contains(each));
    const within = (at, most) => Math.max(1, Math.min(at, most - 1));
    return [...it.getClientRects()].some((box) => {
      if (box.bottom <= 0 || box.top >= innerHeight) return false;
      const above = document.elementFromPoint(within(box.x + box.width / 2, innerWidth), within(box.y + box.height / 2, innerHeight));
      return Boolean(above && isOwn(above));
    });
  }, (unfocused, focused) => !focused),
})
