/* Whether people are asked once, and told once. `typed` is what was filled in on the way, page by page; `known` what their account knows. */
({
  "asked-twice": (given) => {
    const fields = [...document.querySelectorAll("main :is(input, select, textarea)")].filter((it) => it.name && !isSample(it));
    const words = (it) => [...(it.labels ?? [])].map((each) => each.textContent.trim().replace(/\s+/g, " ")).join();
    const isWritten = (it) => isSeen(it) && !/^(radio|checkbox|submit|file)$/.test(it.type);
    const again = fields.filter(isWritten).filter((it, n, all) => words(it) && all.findIndex((each) => each.form === it.form && words(each) === words(it)) < n);
    const typed = given.typed ?? [], tokens = new Set([...(given.known ?? []), ...typed.flat().map((each) => each.token)]);
    const known = fields.filter((it) => isWritten(it) && !it.value && it.autocomplete !== "one-time-code" && it.autocomplete !== "off" && tokens.has(it.autocomplete));
    const plain = (text) => text.trim().replace(/\s+/g, " ");
    const lost = given.status === 422 ? (typed.at(-1) ?? []).filter((each) => {
      const same = fields.filter((it) => it.name === each.name && it.type !== "password" && it.type !== "file" && it.autocomplete !== "one-time-code");
      return same.length && !same.some((it) => (/^(radio|checkbox)$/.test(it.type) ? it.checked && it.value === each.value : plain(it.value) === plain(each.value)));
    }) : [];
    return [
      ...again.map((it) => `two fields ask the same: ${told(it)}`),
      ...known.map((it) => `is known already: ${told(it)}`),
      ...lost.map((each) => `has to be given again: ${each.name}`),
    ];
  },

  /* Regions for news do not lie in each other or say the same; while somebody writes, what is left and what is similar is said, and said once. */
  "announced-once": async () => {
    const regions = [...document.querySelectorAll("[role=status], [role=alert], [aria-live]:not([aria-live=off])")].filter((it) => !isSample(it));
    const found = regions.filter((it) => it.parentElement.closest("[role=status], [role=alert], [aria-live]:not([aria-live=off])")).map((it) => `lies in another region: ${told(it)}`);
    const said = regions.map((it) => it.textContent.trim()).filter(Boolean);
    found.push(...said.filter((words, n) => said.indexOf(words) < n).map((words) => `said in two places: ${words}`));
    found.push(...await countedOnce(regions), ...await similarOnce(regions));
    return found;
  },
})
