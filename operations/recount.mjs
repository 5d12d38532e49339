// Counts every vote of a participation process again from what the town publishes, with no code of the platform.
//
//   node recount.mjs https://beteiligung.example 2026-00001
//
// For each proposal: as many receipts as ballot papers, no code twice, and the papers give the published numbers.
// Ends with 1 and names each proposal that differs.

const [town, process_] = process.argv.slice(2);
if (!process_) {
  console.error("Usage: node recount.mjs ADDRESS NUMBER_OF_PROCESS");
  process.exit(2);
}

/** The cells of a CSV file (RFC 4180), row by row. */
function* rowsOf(text) {
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    if (row.length > 1) yield row;
    row = [];
  }
}

/** A table as objects, with the address of its next part if there is one. */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  const [head, ...rows] = rowsOf(await answer.text());
  const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
  return [rows.map((row) => Object.fromEntries(head.map((name, n) => [name, row[n]]))), next && new URL(next, address)];
}

/** Every published proposal with its numbers; what is longer than one file comes in parts. */
async function publishedNumbers() {
  const all = new Map();
  for (let part = 1; ; part += 1) {
    const [rows] = await fetched(new URL(`/de/vorschlaege/tabelle/${process_}?form=programm&teil=${part}`, town));
    for (const row of rows) all.set(row.reference, row);
    if (!rows.length) return all;
  }
}

/** What lies in the box of each proposal. */
async function publishedVotes() {
  const boxes = new Map();
  let next = new URL(`/de/vorschlaege/stimmen/${process_}?form=programm`, town);
  while (next) {
    const [rows, after] = await fetched(next);
    for (const { reference, kind, code, choice } of rows) {
      const box = boxes.get(reference) ?? { receipts: new Set(), papers: new Set(), lines: 0, agree: 0, disagree: 0, passed: 0 };
      box.lines += 1;
      (kind === "receipt" ? box.receipts : box.papers).add(code);
      if (kind === "paper") box[choice] += 1;
      boxes.set(reference, box);
    }
    next = after;
  }
  return boxes;
}

const [numbers, boxes] = [await publishedNumbers(), await publishedVotes()];
const wrong = [];
let votes = 0;
for (const [reference, row] of numbers) {
  const box = boxes.get(reference) ?? { receipts: new Set(), papers: new Set(), lines: 0, agree: 0, disagree: 0, passed: 0 };
  votes += box.papers.size;
  if (box.receipts.size !== box.papers.size) wrong.push(`${reference}: ${box.receipts.size} receipts, ${box.papers.size} papers`);
  if (box.lines !== box.receipts.size + box.papers.size) wrong.push(`${reference}: a code stands there twice`);
  for (const [shown, counted] of [[row.agree, box.agree], [row.disagree, box.disagree], [row.pass, box.passed]]) {
    if (Number(shown) !== counted) wrong.push(`${reference}: shows ${shown}, counted ${counted}`);
  }
}
for (const reference of boxes.keys()) if (!numbers.has(reference)) wrong.push(`${reference}: votes without a proposal`);

console.log(wrong.length ? wrong.join("\n") : `${votes} votes on ${numbers.size} proposals: every number is right.`);
process.exit(wrong.length ? 1 : 0);
