/* Whether the focus is drawn and nothing lies above it, wherever it goes; the walk by Tab itself is in `accessibility.checks`. */
({
  "focus-drawn": () => focusEach((it) => {
    const rims = [it, ...it.querySelectorAll("*"), it.closest(".search, .kern-card, .tile, li")].filter(Boolean);
    return rims.map(styleOf).map((s) => (s.outlineStyle === "none" ? s.boxShadow : `${s.outlineWidth} ${s.outlineColor} ${s.boxShadow}`)).join();
  }, (unfocused, focused) => unfocused === focused),

  "focus-free": () => focusEach((it) => {
    const box = it.getClientRects()[0] ?? boxOf(it);
    const within = (at, most) => Math.max(1, Math.min(at, most - 1));
    const x = within(box.x + box.width / 2, innerWidth), y = within(box.y + box.height / 2, innerHeight);
    const above = document.elementFromPoint(x, y), labels = [...(it.labels ?? [])];
    const isOwn = (each) => it.contains(each) || each.contains(it) || labels.some((label) => label.contains(each));
    return Boolean(above && isOwn(above)) && box.bottom > 0 && box.top < innerHeight;
  }, (unfocused, focused) => !focused),
})
