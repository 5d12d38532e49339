/* A walk by Tab: `begin` notes every stop, `end` says what was passed by, out of order, or could not be left. */
({
  begin: () => {
    const stops = [];
    document.activeElement?.blur();
    getSelection().removeAllRanges();
    scrollTo(0, 0);
    document.addEventListener("focusin", (event) => stops.push(event.target));
    const due = [...document.querySelectorAll(CONTROLS)].filter((it) => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({ visibilityProperty: true }) && !isGrouped(it));
    window.walked = { stops, due };
    const parts = due.filter((it) => /^(date|time|datetime-local)$/.test(it.type)).length;
    const films = document.querySelectorAll("video[controls], audio[controls]").length;
    const scrolling = everything().filter((it) => /auto|scroll/.test(styleOf(it).overflow) && (it.scrollWidth > it.clientWidth || it.scrollHeight > it.clientHeight)).length;
    return due.length + 6 * parts + 8 * films + scrolling + 2;  // Tab stops at parts of these, too, as many as a browser likes
  },
  end: () => {
    const { stops, due } = window.walked;
    const again = stops.findIndex((it, number) => stops.indexOf(it) < number);
    const first = again < 0 ? stops : stops.slice(0, again);
    const passed = due.filter((it) => it.checkVisibility({ visibilityProperty: true }) && !stops.includes(it)).map((it) => `never reached: ${told(it)}`);
    const back = first.filter((it, n) => n && !(first[n - 1].compareDocumentPosition(it) & 4)).map((it) => `out of order: ${told(it)}`);
    return [...passed, ...back];
  },
})
