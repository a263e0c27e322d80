// The service worker: the shell and prepared sessions open without a network, and what a closed page left is sent.
// The server puts VERSION and SHELL (addresses with hashes, and /offline/) in front of this file.
const SHELL_CACHE = `hofte-${VERSION}`;
const PAGES = "hofte-sessions";
const SESSION = /^\/session\/[0-9a-f-]{36}\/$/;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
/** A network that answers slower than this is as good as none for a page that is kept. */
const PATIENCE_MS = 4000;
/** What was left behind longer than this ago, in seconds, is deleted: results once they are sent. */
const LONGEST_KEPT_S = 30 * 24 * 3600;
const sent = new Set(); // unfinished sessions that need not be sent again by this worker

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(replaceOld().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const { type, address } = event.data ?? {};
  if (!SESSION.test(address)) return;
  if (type === "keep") event.waitUntil(keepPage(address));
  if (type === "forget") event.waitUntil(forgetPage(address));
});

self.addEventListener("sync", (event) => event.waitUntil(sendLeftovers(true)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(SESSION.test(pathname) ? sessionPage(request, pathname) : page(request));
    event.waitUntil(Promise.all([sendLeftovers(false), forgetOld()]));
  } else if (SHELL.includes(pathname) || HASHED.test(pathname)) {
    event.respondWith(HASHED.test(pathname) ? fromShell(request) : fetch(request).catch(() => caches.match(request)));
  }
});

// Pages

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return caches.match("/offline/");
  }
}

/** The network's page when it comes in time, else the kept one. */
async function sessionPage(request, address) {
  const kept = await (await caches.open(PAGES)).match(address);
  const patience = new Promise((_, reject) => { if (kept) setTimeout(reject, PATIENCE_MS); });
  try {
    const answer = await Promise.race([fetch(request), patience]);
    await keepAnswer(address, answer);
    return answer;
  } catch {
    return kept ?? caches.match("/offline/");
  }
}

/** What has a hash in its name never changes: the cache first. */
async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function keepPage(address) {
  await keepAnswer(address, await fetch(address, { redirect: "manual" }));
}

async function keepAnswer(address, answer) {
  if (answer.ok && !answer.redirected) await (await caches.open(PAGES)).put(address, answer.clone());
  else if (answer.status < 500) await forgetPage(address); // finished, deleted, or somebody else's
}

async function forgetPage(address) {
  await (await caches.open(PAGES)).delete(address);
}

/** Sessions that were prepared and never played are not kept for ever. */
async function forgetOld() {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const made = Date.parse((await pages.match(request)).headers.get("Date"));
    if (made < Date.now() - LONGEST_KEPT_S * 1000) await pages.delete(request);
  }
}

/** Old shells go once every kept page has been fetched anew; until then their files are still needed. */
async function replaceOld() {
  const kept = await (await caches.open(PAGES)).keys();
  const tries = await Promise.allSettled(kept.map(({ url }) => keepPage(new URL(url).pathname)));
  if (tries.some(({ status }) => status === "rejected")) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL_CACHE && name !== PAGES).map((name) => caches.delete(name)));
}

// What closed pages left behind: the rows that keep.js wrote

async function sendLeftovers(mustSucceed) {
  const database = await openDatabase().catch(() => null);
  if (!database) return;
  try {
    const key = await result(database.transaction("keys").objectStore("keys").get("aes"));
    const rows = key ? await result(database.transaction("rows").objectStore("rows").getAll()) : [];
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    for (const session of new Set(rows.map((row) => row.session))) {
      if (open.some(({ url }) => url.endsWith(`/session/${session}/`))) continue; // that page sends its own
      await sendSession(database, session, await Promise.all(rows.filter((row) => row.session === session).map((row) => decrypted(key, row))));
    }
  } catch (error) {
    if (mustSucceed) throw error; // background sync tries again later
  } finally {
    database.close();
  }
}

async function sendSession(database, session, values) {
  const card = values.find(({ address }) => address);
  const events = values.filter(({ id }) => id);
  if (!card || sent.has(`${session} ${events.length}`)) return;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": card.csrf };
  const answer = await fetch(card.address, { method: "POST", headers, body: JSON.stringify({ events }) });
  const isTaken = answer.ok && (await answer.json()).ids.length >= events.length;
  const isGone = [404, 410].includes(answer.status);
  if (isTaken) sent.add(`${session} ${events.length}`);
  if (isGone || (isTaken && (card.isOver || card.zero < Date.now() / 1000 - LONGEST_KEPT_S))) {
    await result(database.transaction("rows", "readwrite").objectStore("rows").delete(IDBKeyRange.bound([session, 0], [session, Infinity])));
    await forgetPage(`/session/${session}/`);
  }
}

async function decrypted(key, { iv, body }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, body)));
}

/** The database if keep.js has made it; this file makes none. */
function openDatabase() {
  const request = indexedDB.open("hofte", 1);
  request.onupgradeneeded = () => request.transaction.abort();
  return result(request);
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
