/* Whether words come in their language and direction, whether icons have some, and whether news and errors find their reader. */
({
  "direction": () => {
    const right = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/, left = /[A-Za-zÀ-ɏͰ-ԯ]/, sentence = /([A-Za-zÀ-ɏͰ-ԯ]{2,}[ ,]+){3}/;
    return everything().filter((it) => isShown(it) && !isSample(it) && !it.closest("svg, select, code")).filter((it) => {
      const text = ownText(it), way = styleOf(it).direction;
      if (way === "ltr") return right.test(text) && !left.test(text);
      return sentence.test(text) && !right.test(text);
    }).map(told);
  },

  /* A drawing on something to press helps to find it; what it does stands beside it in words that are seen. */
  "icon-words": () => {
    const words = (it) => [...it.childNodes].some((each) => (each.nodeType === 3 ? /[\p{L}\p{N}]/u.test(each.data) && isSeen(it) : each.nodeType === 1 && !each.closest("svg") && words(each)));
    return [...document.querySelectorAll("a[href], button, summary, label")].filter(isSeen)
      .filter((it) => [...it.querySelectorAll("svg[aria-hidden=true]")].some(isShown) && !words(it)).map(told);
  },

  "status-region": () => {
    const all = document.querySelectorAll("#announcement[role=status]");
    return all.length === 1 ? [] : [`${all.length} regions for news`];
  },

  "error-focus": (given) => {
    if (given.status !== 422) return [];
    const summary = document.querySelector("main .error-summary");
    if (!summary) return ["a failed form without a summary"];
    const found = document.activeElement === summary ? [] : [`the focus stands on ${told(document.activeElement)}`];
    if (boxOf(summary).bottom < 0 || boxOf(summary).top > innerHeight) found.push("the summary is out of sight");
    for (const link of summary.querySelectorAll("a")) {
      link.click();
      const target = document.getElementById(link.hash.slice(1));
      if (!target || !(document.activeElement === target || target.contains(document.activeElement))) found.push(`leads to no field: ${told(link)}`);
    }
    return found;
  },
})
