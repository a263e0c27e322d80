// Carries events to the server and what the judge says back; knows messages, not what they mean.
//
// Everything handed to `send` is sent again until the server says that it is safe: over the socket, or by POST where no
// socket comes through. Sending twice does no harm, since an event counts once by its id.
import { after, now } from "hofte/clock.js";

const FIRST_WAIT_S = 0.5;
const LONGEST_WAIT_S = 20;
/** Without an answer to an event for this long, the socket is taken for dead. */
const SILENCE_S = 8;
const BATCH = 200;
/** Answers after which sending again is of no use: not understood, not ours, gone, too large. */
const REFUSALS = [400, 403, 404, 410, 413];

export class Link {
  /** `on` holds what to call: linked(), unlinked(), event(event), rep(result), quality(problems), level(at_s, level, refs), safe(), superseded(), refused(). */
  constructor({ addresses, csrf, time, on }) {
    Object.assign(this, { addresses, csrf, time, on });
    this.isOpen = false;
    this._waiting = new Map(); // id → event that the server has not confirmed
    this._sentAt = null; // since when the oldest is under way
    this._failures = 0;
    this._isOver = false;
    this._cancel = () => {};
    window.addEventListener("online", () => this._retry());
    window.addEventListener("offline", () => this._socket?.close());
  }

  get unsent() {
    return this._waiting.size;
  }

  open() {
    if (this._isOver) return;
    const address = new URL(this.addresses.socket, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this._greet();
    socket.onmessage = ({ data }) => (typeof data === "string" ? this._hear(JSON.parse(data)) : this._hearLevel(data));
    socket.onclose = () => this._lose(socket);
    this._socket = socket;
  }

  /** Have the server keep these events, sooner or later. */
  send(...events) {
    for (const event of events) this._waiting.set(event.id, event);
    if (this.isOpen) this._sendAll(events);
    else if (this._failures > 1) this._retry();
  }

  /** Tell the server what time it is in the session; also notices a socket that is open but dead. */
  tick(at_s) {
    if (!this.isOpen) return;
    this._say({ type: "tick", at_s });
    if (this._sentAt !== null && now() - this._sentAt > SILENCE_S) this._socket.close();
  }

  /** Events that the server has said itself are safe there. */
  known(...ids) {
    for (const id of ids) this._waiting.delete(id);
    this._sentAt = this._waiting.size ? now() : null;
    if (!this._waiting.size) this.on.safe();
  }

  close() {
    this._isOver = true;
    this._cancel();
    this._socket?.close();
  }

  _say(message) {
    if (this._socket.readyState === WebSocket.OPEN) this._socket.send(JSON.stringify(message));
  }

  _greet() {
    this.isOpen = true;
    this._failures = 0;
    this._say({ type: "hello", at_s: this.time(), have: [...this._waiting.keys()] });
    this._sendAll([...this._waiting.values()]);
    this.on.linked();
  }

  _sendAll(events) {
    for (let n = 0; n < events.length; n += BATCH) this._say({ type: "events", events: events.slice(n, n + BATCH) });
    if (events.length) this._sentAt ??= now();
  }

  _hear(message) {
    if (message.type === "ack") this.known(...message.ids);
    else if (message.type === "event") this.on.event(message.event);
    else if (message.type === "rep") this.on.rep(message.result);
    else if (message.type === "quality") this.on.quality(message.problems);
    else if (message.type === "refused") this.on.refused();
    else if (message.type === "superseded") {
      this.close();
      this.on.superseded();
    }
  }

  _hearLevel(data) {
    const [at_s, level, ...references] = new Float32Array(data);
    this.on.level(at_s, level, references);
  }

  _lose(socket) {
    if (socket !== this._socket) return;
    this.isOpen = false;
    this._sentAt = null;
    this._failures += 1;
    if (this._isOver) return;
    if (this._failures === 1) this.on.unlinked();
    if (this._failures > 1) this._post();
    this._cancel();
    const wait = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (this._failures - 1));
    this._cancel = after(wait * (0.8 + 0.4 * Math.random()), () => this.open());
  }

  _retry() {
    if (this.isOpen || this._isOver || this._socket?.readyState === WebSocket.CONNECTING) return;
    this._cancel();
    this.open();
  }

  /** For networks that let no socket through. */
  async _post() {
    const events = [...this._waiting.values()].slice(0, BATCH);
    if (!events.length || this._posting) return;
    this._posting = true;
    try {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf };
      const answer = await fetch(this.addresses.log, { method: "POST", headers, body: JSON.stringify({ events }) });
      if (answer.ok) this.known(...(await answer.json()).ids);
      else if (REFUSALS.includes(answer.status)) this.on.refused();
    } catch {
      // No network: the next attempt comes with the next reconnection.
    } finally {
      this._posting = false;
    }
  }
}
