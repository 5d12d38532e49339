/* The service worker: style and fonts at once, and a kind page when there is no network. It never keeps a page anybody read. */
const VERSION = "__BUILD__";
const FILES = `files-${VERSION}`;
const PAGES = `offline-${VERSION}`;
const BUILT = "/static/build/";
const MOST = 60;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (![FILES, PAGES].includes(name)) await caches.delete(name);
    await self.clients.claim();
    const open = await self.clients.matchAll({ type: "window" });
    await Promise.all(open.map((page) => prepare(new URL(page.url))));
  })());
});

const languageOf = (url) => url.pathname.match(/^\/([a-z]{2,3}(?:-[a-z]+)?)(?:\/|$)/)?.[1] ?? "de";

/* Fetched without the session, so it can hold nothing personal; with the files it needs. */
async function prepare(url) {
  const address = `/${languageOf(url)}/offline`;
  const pages = await caches.open(PAGES);
  if (await pages.match(address)) return;
  const page = await fetch(address, { credentials: "omit" });
  if (!page.ok) return;
  const words = await page.clone().text();
  await pages.put(address, page);
  const needed = words.match(/\/static\/build\/[\w./-]+\.(?:css|js|svg|woff2)/g) ?? [];
  const files = await caches.open(FILES);
  await Promise.allSettled([...new Set(needed)].map((file) => files.add(file)));
}

/* What is kept only saves time: a full disk, or a reader who leaves before all has come, must not cost anybody a style sheet. */
async function fromFiles(event) {
  const { request } = event;
  const kept = await caches.match(request, { cacheName: FILES }).catch(() => undefined);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.status === 200) event.waitUntil(keep(request, fresh.clone()).catch(() => {}));
  return fresh;
}

async function keep(request, answer) {
  const files = await caches.open(FILES);
  await files.put(request, answer);
  const keys = await files.keys();
  if (keys.length > MOST) await files.delete(keys[0]);
}

async function fromNetwork(event) {
  const url = new URL(event.request.url);
  try {
    const page = await fetch(event.request);
    event.waitUntil(prepare(url).catch(() => {}));
    return page;
  } catch (error) {
    const pages = await caches.open(PAGES);
    const kept = (await pages.match(`/${languageOf(url)}/offline`)) ?? (await pages.match("/de/offline"));
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== "GET") return;
  if (url.pathname.startsWith(BUILT)) event.respondWith(fromFiles(event));
  else if (request.mode === "navigate") event.respondWith(fromNetwork(event));
});
