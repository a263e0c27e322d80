// The clock of a session: events in, outputs out; no clock of its own, no page, no sound.
//
// Keeps the numbered rules of hofte/coach/player.py, whose order of arithmetic it follows, so that one script of events
// gives one trace in both. The rules' numbers stand beside the code that keeps them.

/** "Let go" is said at this many times the planned pause: `let_go_at` of hofte/coach/thresholds.toml. */
export const LET_GO_AT = 2;

const EFFORT = ["work", "hold"];
const WHEN_PAUSED = ["resume", "stop", "signal_back", "signal_lost"];
const WHEN_IDLE = ["start", "stop", "signal_back", "signal_lost"];

export const isEffort = (phase) => EFFORT.includes(phase.kind);

export class Player {
  constructor(timeline, position = { phase: 0, passed_s: 0 }) {
    const { phase, passed_s = 0 } = position;
    const last = timeline.phases.length;
    if (!Number.isInteger(phase) || phase < 0 || phase > last || !Number.isFinite(passed_s) || passed_s < 0) {
      throw new RangeError(`${JSON.stringify(position)} is no place in a timeline of ${last} phases`);
    }
    this.phases = timeline.phases;
    this.state = "idle";
    this.index = phase;
    this.hasSignal = false;
    this._passed = passed_s; // of the phase, while the clock stands still
    this._zero = 0; // Z of rule 3, while it runs
    this._now = -Infinity;
    this._signalKnown = false;
    this._said = new Set();
    this._outputs = [];
  }

  /** The phase at hand, or the one to begin with; null after the end. */
  get phase() {
    return this.state === "finished" ? null : this.phases[this.index] ?? null;
  }

  /** When something will happen by itself; null when only an event can bring it on. */
  get deadline() {
    return this.state === "running" ? this._nextDue()[0] : null;
  }

  get position() {
    return { phase: this.index, passed_s: this.state === "running" ? this._now - this._zero : this._passed };
  }

  /** Seconds of the phase that have passed, for showing. */
  passed(now) {
    return this.state === "running" ? Math.max(0, now - this._zero) : this._passed;
  }

  /** What will happen until a moment if no event comes; this player stays as it is. */
  ahead(until) {
    const copy = Object.assign(Object.create(Player.prototype), this, { _said: new Set(this._said) });
    return this.state === "running" ? copy.handle({ kind: "tick", at_s: until }) : [];
  }

  /** Take the next event {kind, at_s, detail}; answers what happened up to and because of it, in time order. */
  handle(event) {
    if (!Number.isFinite(event.at_s)) throw new RangeError(`the event ${event.kind} has no time`);
    this._outputs = [];
    const at = Math.max(event.at_s, this._now); // rule 1
    this._catchUp(at);
    this._now = at;
    if (this._heeds(event.kind)) {
      this._act(event, at);
      this._catchUp(at);
    }
    return this._outputs;
  }

  _heeds(kind) {
    if (this.state === "running") return kind !== "start" && kind !== "resume";
    if (this.state === "idle") return WHEN_IDLE.includes(kind); // rule 2
    return this.state === "paused" && WHEN_PAUSED.includes(kind); // rule 8
  }

  _act({ kind, detail = "" }, at) {
    switch (kind) {
      case "start": return this._takeUp("start", at);
      case "rep": case "released": return this._endByEvent(kind, at);
      case "skip": return this._skip(at);
      case "pause": return this._pause(at, "person", at - this._zero);
      case "resume":
        this._outputs.push({ what: "resumed", at_s: at });
        return this._takeUp("resume", at);
      case "stop":
        this._passed = this.passed(at);
        return this._finish(at, "stopped", "stop");
      case "signal_back": case "signal_lost": return this._hearSignal(kind, at);
      case "wrong_muscle": return this._say("wrong_muscle", at, detail);
    }
  }

  // What time brings: rules 1, 4, 5, 6

  _catchUp(at) {
    while (this.state === "running") {
      const [due, what] = this._nextDue();
      if (due === null || due > at) return;
      this._meet(what, Math.max(due, this._now));
    }
  }

  _nextDue() {
    const { at_least_s, event, at_most_s = null } = this.phases[this.index].until;
    if (!event || (event === "released" && !this.hasSignal)) return [this._zero + at_least_s, "clock"];
    const limit = at_most_s === null ? null : this._zero + at_most_s;
    if (event === "released" && !this._said.has("let_go/")) {
      const letGo = this._zero + LET_GO_AT * at_least_s;
      if (limit === null || letGo < limit) return [letGo, "let_go"];
    }
    return [limit, "limit"];
  }

  _meet(what, at) {
    this._now = at;
    if (what === "let_go") return this._say("let_go", at);
    if (what === "limit" && this.phases[this.index].until.event === "released" && this._effortFollows()) {
      this._say("offer_stop", at);
      return this._pause(at, "offer_stop", 0);
    }
    this._enter(this.index + 1, at, what);
  }

  _effortFollows() {
    return this.phases.slice(this.index + 1).some(isEffort);
  }

  // What the person, the judge and the sensor bring

  _endByEvent(kind, at) {
    const { event, at_least_s } = this.phases[this.index].until;
    if (event === kind && at >= this._zero + at_least_s) this._enter(this.index + 1, at, kind);
  }

  _skip(at) { // rule 9
    const here = this.phases[this.index];
    if (here.until.event === "released") return;
    let index = this.index + 1;
    if (isEffort(here)) while (index < this.phases.length && isSameEffort(here, this.phases[index])) index++;
    this._enter(index, at, "skip");
  }

  _pause(at, reason, passed) {
    this.state = "paused";
    this._passed = passed;
    this._outputs.push({ what: "paused", at_s: at, reason });
  }

  _takeUp(by, at) { // rules 8 and 11
    const { phase } = this;
    this._enter(this.index, at, by, phase === null || isEffort(phase) ? 0 : this._passed);
  }

  _hearSignal(kind, at) { // rule 7
    const isBack = kind === "signal_back";
    if (isBack === this.hasSignal) return;
    this.hasSignal = isBack;
    if (this._signalKnown) this._outputs.push({ what: "said", cue: kind, at_s: at, detail: "" });
    this._signalKnown = true;
  }

  _say(cue, at, detail = "") { // rule 10
    if (this._said.has(`${cue}/${detail}`)) return;
    this._said.add(`${cue}/${detail}`);
    this._outputs.push({ what: "said", cue, at_s: at, detail });
  }

  _enter(index, at, by, passed = 0) { // rule 3
    this.index = index;
    this._zero = at - passed;
    this._said = new Set();
    this._passed = 0;
    if (index >= this.phases.length) return this._finish(at, "done", by);
    this.state = "running";
    this._outputs.push({ what: "entered", phase: index, at_s: at, by, passed_s: passed });
  }

  _finish(at, reason, by) {
    this.state = "finished";
    this._outputs.push({ what: "finished", at_s: at, reason, by });
  }
}

function isSameEffort(one, other) {
  return isEffort(other) && ["set", "rep", "side"].every((key) => (other[key] ?? null) === (one[key] ?? null));
}
