// Keeps what happened in a session on this device until the server has it; knows rows and a key, not what they mean.
//
// Each row is encrypted (AES-GCM) with a key that cannot be read out of the browser. Where the browser gives no such key
// or no storage (a plain http address, a private window, a full disk) nothing is written, and `isSafe` says so.
// Row 0 of a session is its card (when it began, how far it came); the others are its events in order. The service
// worker reads the same rows when it sends what a closed page left behind.
const NAME = "hofte";
const SWITCHES = "hofte-switches";

/** A random UUID; also on plain http, where crypto.randomUUID is missing. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The log of a session on this device; `onFailure` is called once when the device turns out to keep nothing. */
export async function openKeep(session, onFailure) {
  const keep = new Keep(session, onFailure);
  await keep._open().catch(() => keep._fail());
  return keep;
}

class Keep {
  constructor(session, onFailure) {
    Object.assign(this, { session, onFailure, isSafe: true, card: null, events: [] });
  }

  /** Write an event; done when it is on the disk. */
  add(event) {
    return this._put(this.events.push(event), event);
  }

  saveCard(card) {
    return this._put(0, card);
  }

  /** Forget everything of this session. */
  async clear() {
    this.isCleared = true;
    if (this._db) await done(this._rows("readwrite").delete(this._range())).catch(() => {});
  }

  async _open() {
    if (!crypto.subtle) throw new Error("no encryption here");
    this._db = await done(openDatabase());
    this._key = await this._findKey();
    const rows = await done(this._rows("readonly").getAll(this._range()));
    for (const row of rows) {
      const value = await this._decrypt(row);
      if (row.n === 0) this.card = value;
      else this.events.push(value);
    }
  }

  async _findKey() {
    const found = () => done(this._db.transaction("keys").objectStore("keys").get("aes"));
    const known = await found();
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Another tab may have been faster: the first key stays.
    await done(this._db.transaction("keys", "readwrite").objectStore("keys").add(made, "aes")).catch(() => {});
    return found();
  }

  async _put(n, value) {
    if (!this.isSafe) return;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this._key, new TextEncoder().encode(JSON.stringify(value)));
      if (!this.isCleared) await done(this._rows("readwrite").put({ session: this.session, n, iv, body }));
    } catch {
      this._fail();
    }
  }

  async _decrypt({ iv, body }) {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this._key, body)));
  }

  _rows(mode) {
    return this._db.transaction("rows", mode, { durability: "strict" }).objectStore("rows");
  }

  _range() {
    return IDBKeyRange.bound([this.session, 0], [this.session, Infinity]);
  }

  _fail() {
    if (this.isSafe) this.onFailure();
    this.isSafe = false;
  }
}

function openDatabase() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys");
    request.result.createObjectStore("rows", { keyPath: ["session", "n"] });
  };
  return request;
}

/** A request as a promise; one that writes is done when its transaction is. */
function done(request) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(request.error ?? new Error("not kept"));
    request.onerror = fail;
    request.onsuccess = () => {
      const { transaction } = request;
      if (transaction?.mode !== "readwrite") return resolve(request.result);
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = fail;
    };
  });
}

/** The events of a session in the order in which they were heard here; what only the server knows stands by its time. */
export function merge(kept, known) {
  const signOf = ({ kind, at_s, detail = "" }) => `${kind} ${at_s} ${detail}`;
  const all = kept.length ? [...kept] : [...known];
  const signs = new Set(all.map(signOf));
  for (const event of known.filter((one) => !signs.has(signOf(one)))) {
    const n = all.findIndex(({ at_s }) => at_s > event.at_s);
    all.splice(n < 0 ? all.length : n, 0, event);
  }
  return all;
}

/** Make this tab the one that plays a session; `onLost` is called when another takes over. Answers whether it is. */
export function claim(session, onLost, steal = false) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const hold = (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    navigator.locks.request(`hofte ${session}`, { steal, ifAvailable: !steal }, hold).catch(onLost);
  });
}

/** The switches of this device, the only thing that stays on it; a browser that keeps nothing forgets them too. */
export function stored(switches) {
  try {
    if (switches) localStorage.setItem(SWITCHES, JSON.stringify(switches));
    return JSON.parse(localStorage.getItem(SWITCHES));
  } catch {
    return null;
  }
}

/** `keep`: this page opens without a network from now on; `forget`: it need not any more. */
export async function tellWorker(type) {
  const worker = navigator.serviceWorker;
  if (worker) (await worker.ready).active.postMessage({ type, address: location.pathname });
}
