// Knows whether anything is under way that takes real time: what a page has asked of the disk, the cipher, the network
// and the server. A test moves the page's clock and then waits for stillness, so nothing depends on how fast that is.
// Also takes chance away.
{
  /** Asks the server to answer once it has dealt with everything that was sent before. */
  const FENCE = JSON.stringify({ type: "events", events: [] });
  const isAnswer = ({ type, ids }) => type === "ack" && ids.length === 0;
  const underWay = new Map(); // what is under way, and what it is called
  const sockets = new Set();
  const fences = [];
  const waiting = []; // for nothing to be under way
  let begun = 0; // how much was ever asked or heard
  let isOnline = navigator.onLine;

  const begin = (name) => {
    const task = {};
    begun += 1;
    underWay.set(task, name);
    return () => {
      underWay.delete(task);
      if (underWay.size === 0) for (const go of waiting.splice(0)) go();
    };
  };
  const follow = (name, promise) => {
    const end = begin(name);
    promise.then(end, end);
    return promise;
  };
  const followEvents = (name, target, ...ends) => {
    const end = begin(name);
    for (const event of ends) target.addEventListener(event, end);
    return target;
  };
  /** What comes back from a method, followed. */
  const watch = (owner, name, follower) => {
    const method = owner?.[name];
    if (method) owner[name] = function (...values) { return follower(name, method.apply(this, values)); };
  };

  watch(window, "fetch", follow);
  watch(Response.prototype, "json", follow);
  for (const name of ["encrypt", "decrypt", "generateKey"]) watch(window.SubtleCrypto?.prototype, name, follow);
  watch(IDBFactory.prototype, "open", (name, request) => followEvents(name, request, "success", "error"));
  watch(IDBDatabase.prototype, "transaction", (name, made) => followEvents(name, made, "complete", "abort"));
  const { resume } = AudioContext.prototype;
  AudioContext.prototype.resume = function () {
    if (this.state === "suspended") followEvents("sound", this, "statechange");
    return resume.call(this);
  };
  for (const name of ["online", "offline"]) addEventListener(name, () => { isOnline = name === "online"; });
  Math.random = () => 0.5;

  window.WebSocket = class extends WebSocket {
    constructor(...values) {
      super(...values);
      sockets.add(this);
      followEvents("connecting", this, "open", "close");
      this.addEventListener("message", (event) => this._hear(event));
      this.addEventListener("close", () => {
        begun += 1;
        sockets.delete(this);
        for (const end of fences.splice(0)) end();
      });
    }

    send(text) {
      begun += 1;
      super.send(text);
    }

    close(...values) {
      if (this.readyState < WebSocket.CLOSING) followEvents("closing", this, "close");
      super.close(...values);
    }

    ask() {
      super.send(FENCE);
      return new Promise((resolve) => fences.push(resolve));
    }

    _hear(event) {
      if (typeof event.data !== "string" || !isAnswer(JSON.parse(event.data))) begun += 1;
      else {
        event.stopImmediatePropagation();
        fences.shift()?.();
      }
    }
  };

  const channel = new MessageChannel(); // the page's timers may stand still
  const turns = [];
  channel.port1.onmessage = () => turns.shift()();
  const nextTurn = () => new Promise((resolve) => {
    turns.push(resolve);
    channel.port2.postMessage(0);
  });
  const quiet = () => new Promise((resolve) => (underWay.size ? waiting.push(resolve) : resolve()));
  const becomeStill = async () => {
    let seen;
    do {
      do {
        await quiet();
        await nextTurn(); // what has ended may begin something else
      } while (underWay.size);
      seen = begun;
      await Promise.all([...sockets].filter((one) => one.readyState === WebSocket.OPEN).map((one) => one.ask()));
      await nextTurn();
    } while (seen !== begun || isOnline !== navigator.onLine);
  };
  /** Comes back when nothing is under way; with a complaint when that takes too long by the clock on the wall. */
  window.whenStill = (mostMs) => new Promise((resolve, reject) => {
    const complain = () => reject(new Error(`this never ended: ${[...underWay.values(), ...fences.map(() => "server")]}`));
    AbortSignal.timeout(mostMs).addEventListener("abort", complain);
    becomeStill().then(resolve, reject);
  });
}
