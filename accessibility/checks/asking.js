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

  /* Regions for news do not lie in each other or say the same; while somebody writes, what is left is said, and said once. */
  "announced-once": async () => {
    const regions = [...document.querySelectorAll("[role=status], [role=alert], [aria-live]:not([aria-live=off])")].filter((it) => !isSample(it));
    const found = regions.filter((it) => it.parentElement.closest("[role=status], [role=alert], [aria-live]:not([aria-live=off])")).map((it) => `lies in another region: ${told(it)}`);
    const said = regions.map((it) => it.textContent.trim()).filter(Boolean);
    found.push(...said.filter((words, n) => said.indexOf(words) < n).map((words) => `said in two places: ${words}`));
    const counter = [...document.querySelectorAll("[data-counter-for]")].find((it) => isSeen(it) && !isSample(it));
    const field = counter && document.getElementById(counter.dataset.counterFor);
    if (!field || field.disabled) return found;
    const before = field.value, heard = [], rest = (time) => new Promise((done) => { setTimeout(done, time); });
    const note = (changes) => new Set(changes.map((each) => regions.find((it) => it.contains(each.target)))).forEach((it) => it?.textContent.trim() && heard.push(it.textContent.trim()));
    const listener = new MutationObserver(note);
    regions.forEach((it) => listener.observe(it, { childList: true, characterData: true, subtree: true }));
    const counts = () => counter.textContent.startsWith(counter.dataset.text.split("{n}")[0]);
    const write = (left) => {
      field.value = "x".repeat(Number(counter.dataset.most) - left);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    write(4);
    for (let patience = 600; patience && !counts(); patience -= 1) await rest(50).then(() => write(4));  // its script comes after the page
    [3, 2, 1].forEach(write);  // whoever writes on is not interrupted at each letter
    const left = counter.textContent, times = () => heard.filter((words) => words === left).length;
    for (let patience = 200; patience && !times(); patience -= 1) await rest(50);
    await rest(300);  // long enough for a second one, which must not come
    listener.disconnect();
    if (!times()) found.push(`never said: ${left}`);
    found.push(...heard.filter((words, n) => heard.indexOf(words) < n).map((words) => `said more than once: ${words}`));
    field.value = before;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return found;
  },
})
