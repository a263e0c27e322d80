// The page of a session: puts player, page, sound, log and connection together; what each does is in its own module.
//
// Session time is seconds since the page was first opened for this session, on a clock that goes on through pauses,
// reloads and locked screens. What the person does, the judge decides or the connection suffers is an event; each is
// written down on this device before it is shown, and sent until the server has it. The player is ticked only when
// something is due, so that what the judge says, which arrives a little late, still counts at its own moment.
import { at, now } from "hofte/clock.js";
import { Cues, pipsOf, soundOf } from "hofte/cues.js";
import { claim, openKeep, uuid } from "hofte/keep.js";
import { Level, bandsOf } from "hofte/level.js";
import { Link } from "hofte/link.js";
import { Player, isEffort } from "hofte/player.js";
import { Stage, byId, fill, inWords, shapeOf } from "hofte/stage.js";

const BEAT_S = 1;
/** Tones are scheduled this far ahead, and again when less than a quarter of it is left. */
const AHEAD_S = 300;
/** A cue that is noticed later than this is not spoken any more. */
const STALE_S = 2;
/** Without a level for this long the sensor counts as lost; the second when only the server could say so. */
const LOST_S = { closed: 1, open: 3 };
/** How long a disk may take before the session goes on without it. */
const PATIENCE_S = 0.5;
const MESSAGE_S = 6;
const SWITCHES = "hofte-switches";

const parsed = (id) => JSON.parse(byId(id).textContent);
const signOf = ({ kind, at_s, detail }) => `${kind} ${at_s} ${detail ?? ""}`;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

class Session {
  constructor(data, words) {
    const { timeline, cues, addresses, lang } = data;
    Object.assign(this, { data, words, timeline, lasting: new Map() });
    this.switches = { sound: true, voice: true, discreet: false, letters: true, ...readSwitches() };
    this.player = new Player(timeline);
    this.stage = new Stage({ timeline, cues, words, isDiscreet: () => this.switches.discreet });
    this.cues = new Cues({ lang, switches: () => this.switches });
    this.log = { address: addresses.log, csrf: document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" };
    this.heardAt = null; // when the last level came
    this.plannedTo = -Infinity;
    this.isOver = false;
  }

  /** Session time. */
  time() {
    return now() - this.zero;
  }

  async open() {
    const lost = () => this.yield();
    if (!(await claim(this.data.session, { onLost: lost }))) return this.offerTakeOver(lost);
    this.keep = await openKeep(this.data.session);
    this.keep.onFailure(() => this.tell("unkept", this.words.unkept));
    this.restore();
    this.makeLevel();
    this.link = new Link({ addresses: this.data.addresses, csrf: this.log.csrf, time: () => this.time(), on: this });
    this.wire();
    this.link.send(...this.keep.events);
    if (this.player.state === "running") await this.emit("pause", "restored", this.lastSeen);
    this.link.open();
    this.render();
    if (this.player.state === "finished") this.finish();
    else if (this.player.state === "paused") this.tell("", this.words.resumes_at, null);
    this.beat();
    this.frame();
    keepOffline();
  }

  // What was

  /** Play again what this device and the server know, up to the last moment that was seen. */
  restore() {
    const { events, card } = this.keep;
    const kept = new Set(events.map(signOf));
    const all = [...events, ...this.data.events.filter((event) => !kept.has(signOf(event)))];
    all.sort((one, other) => one.at_s - other.at_s);
    this.lastSeen = Math.max(card?.at_s ?? 0, ...all.map(({ at_s }) => at_s));
    this.zero = Math.min(card?.zero ?? Infinity, now() - this.lastSeen);
    const outputs = all.flatMap((event) => this.player.handle(event));
    outputs.push(...this.player.handle({ kind: "tick", at_s: this.lastSeen }));
    this.ending = outputs.find(({ what }) => what === "finished");
  }

  // What happens

  /** Something happened: play it, write it down, send it, show what follows. */
  async emit(kind, detail = "", at_s = this.time()) {
    if (this.isOver) return;
    const event = { id: uuid(), kind, at_s, detail };
    const outputs = this.player.handle(event);
    await this.write(event);
    this.link.send(event);
    this.show(outputs);
  }

  /** What the judge on the server decided; it is safe there already. */
  async event(event) {
    if (this.isOver) return;
    event.at_s = Math.min(event.at_s, this.time()); // two clocks: nothing that is said has happened later than now
    const outputs = this.player.handle(event);
    await this.write(event);
    this.show(outputs);
  }

  write(event) {
    return Promise.race([this.keep.add(event), new Promise((resolve) => at(now() + PATIENCE_S, resolve))]);
  }

  /** Let happen what is due by the clock. */
  advance() {
    const time = this.time();
    const outputs = [];
    while (!this.isOver && this.player.deadline !== null && this.player.deadline <= time) {
      outputs.push(...this.player.handle({ kind: "tick", at_s: this.player.deadline }));
    }
    const end = outputs.find(({ what }) => what === "finished");
    // The log of a session that ends by the clock ends with a tick, so that whoever reads it knows how far it came.
    if (end) this.record({ id: uuid(), kind: "tick", at_s: end.at_s, detail: "" });
    if (outputs.length) this.show(outputs);
    else this.wake();
  }

  async record(event) {
    await this.write(event);
    this.link.send(event);
  }

  wake() {
    this.cancelWake?.();
    const { deadline } = this.player;
    if (!this.isOver && deadline !== null) this.cancelWake = at(this.zero + deadline, () => this.advance());
  }

  show(outputs) {
    const entered = outputs.findLast(({ what }) => what === "entered");
    for (const output of outputs) if (output.what === "said") this.saidAloud(output);
    this.ending ??= outputs.find(({ what }) => what === "finished");
    this.wake();
    this.render();
    if (outputs.some(({ what, by }) => what !== "said" && by !== "clock")) this.planTones(entered);
    if (this.player.state === "running" && entered) this.announce(entered);
    this.stayAwake();
    if (this.player.state === "finished") this.finish();
    else if (outputs.at(-1)?.reason === "offer_stop") this.ask(this.words.offer_title, this.words.offer_text, true);
  }

  /** A phase begins: voice, vibration, screen reader. */
  announce({ phase: index, at_s, by }) {
    const phase = this.timeline.phases[index];
    this.tell("", "");
    const isLong = phase.until.at_least_s >= 2 || phase.until.event;
    if (isLong || isEffort(phase)) byId("said").textContent = this.stage.spoken(phase);
    if (this.time() - at_s > STALE_S && by === "clock") return;
    if (isLong) this.cues.say(this.data.cues[phase.cue]?.say);
    this.cues.buzz(soundOf(phase));
  }

  saidAloud({ cue, detail }) {
    const words = this.data.cues[`${cue}_${detail}`] ?? this.data.cues[cue];
    if (cue === "signal_lost") this.tell("sensor", this.words.no_sensor);
    else if (cue === "signal_back") this.tell("sensor", "");
    if (!words || this.player.state === "finished") return;
    if (cue !== "signal_lost") this.tell("", this.switches.discreet ? "" : words.show);
    this.cues.say(words.say);
  }

  // Connection: what link.js calls

  linked() {
    this.tell("offline", "");
    if (this.hasEnded) this.finish();
  }

  unlinked() {
    if (this.hasEnded) this.finish();
    else this.tell("offline", this.words.offline);
  }

  level(at_s, level, others) {
    this.meter?.push(at_s, level, others);
    this.heardAt = this.time();
    if (Number.isNaN(level)) return;
    if (this.lostByUs && !this.player.hasSignal) this.emit("signal_back");
    this.lostByUs = false;
  }

  rep(result) {
    const { well_squeezed: squeezed, well_let_go: letGo } = this.data.cues;
    const parts = [];
    if (result.reached && squeezed) parts.push(`${squeezed.show}: ${this.seconds(result.held_s)}`);
    if (result.let_go && letGo) parts.push(`${letGo.show}: ${this.seconds(result.release_s)}`);
    if (parts.length && !this.switches.discreet) this.tell("", parts.join(" · "));
  }

  safe() {
    if (this.hasEnded) this.finish();
  }

  refused() {
    this.tell("refused", this.words.refused);
  }

  superseded() {
    this.yield();
  }

  /** The clock of everything that is not urgent. */
  beat() {
    if (this.isOver || this.player.state === "finished") return;
    const time = this.time();
    this.link.tick(time);
    if (this.player.state !== "idle") this.saveCard(time);
    const patience = this.link.isOpen ? LOST_S.open : LOST_S.closed;
    if (this.player.hasSignal && time - this.heardAt > patience) {
      this.lostByUs = true;
      this.emit("signal_lost", "link");
    }
    if (this.player.state === "running" && this.plannedTo - time < AHEAD_S / 4) this.planTones();
    at(now() + BEAT_S, () => this.beat());
  }

  saveCard(at_s) {
    return this.keep.saveCard({ zero: this.zero, at_s, isOver: this.player.state === "finished", ...this.log });
  }

  // Page

  render() {
    const { state, index } = this.player;
    if (state === "finished") this.stage.showEnd(this.switches.discreet ? this.words.done : this.endCue().show);
    else this.stage.show(state, index);
    const key = byId("main-key");
    key.textContent = { idle: this.words.start, running: this.words.pause, paused: this.words.resume }[state] ?? "";
    key.disabled = false;
    key.hidden = byId("controls").querySelector(".help").hidden = state === "finished";
    for (const id of ["stop", "skip"]) byId(id).hidden = state === "idle" || state === "finished";
    byId("skip").disabled = state !== "running" || this.player.phase?.until.event === "released";
    byId("done").hidden = state !== "running" || this.player.phase?.until.event !== "rep";
    for (const id of ["sound", "voice", "discreet"]) byId(id).setAttribute("aria-pressed", this.switches[id]);
    byId("letters").checked = this.switches.letters;
    document.body.classList.toggle("hidden-from-others", this.switches.discreet);
    if (document.activeElement?.hidden || document.activeElement?.disabled) key.focus();
  }

  frame() {
    if (this.isOver) return;
    const time = this.time();
    const { player } = this;
    const isStill = stillness.matches;
    if (player.state === "finished") return;
    if (this.stage.index === player.index && player.phase) {
      const { at_least_s: length, event } = player.phase.until;
      const startsOver = player.state === "paused" && isEffort(player.phase);
      const passed = startsOver ? 0 : player.passed(time);
      this.stage.draw(passed, passed > length || (event === "rep" && !length) ? null : length - passed, isStill);
      if (event === "rep") byId("done").disabled = passed < length;
      this.meter?.draw(time, player.state === "running" ? shapeOf(player.phase) : "", isStill);
    }
    if (isStill) at(now() + 0.25, () => this.frame());
    else requestAnimationFrame(() => this.frame());
  }

  makeLevel() {
    const { device } = this.data;
    byId("muscle").hidden = device.name === "timer";
    if (device.name === "timer") return;
    const names = (device.references ?? []).map((name) => this.words.muscle[name] ?? this.words.muscle.other);
    const [canvas, number, others] = ["trace", "level", "others"].map(byId);
    this.meter = new Level({ canvas, number, others, names, words: this.words, bands: bandsOf(this.timeline) });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.meter.restyle());
    const speak = () => {
      const level = this.meter.calm(this.time());
      if (this.player.state === "running") byId("level-said").textContent = level === null ? "" : fill(this.words.percent, { n: level });
      if (this.player.state !== "finished") at(now() + 15, speak);
    };
    speak();
  }

  /** A line for the person: lasting ones have a name and stay until taken back, others go by themselves. */
  tell(name, text, seconds = MESSAGE_S) {
    if (name) {
      if (text) this.lasting.set(name, text);
      else if (!this.lasting.delete(name)) return;
    }
    const shown = (name ? "" : text) || [...this.lasting.values()].at(-1) || "";
    this.cancelMessage?.();
    if (byId("message").textContent !== shown) byId("message").textContent = shown;
    if (!name && text && seconds) this.cancelMessage = at(now() + seconds, () => this.tell("", ""));
  }

  seconds(value) {
    return fill(this.words.seconds, { n: inWords(value ?? 0) });
  }

  // Sound, screen

  planTones(entered) {
    const time = this.time();
    const moments = entered && entered.by !== "clock" ? [{ at: now(), sound: soundOf(this.timeline.phases[entered.phase]) }] : [];
    if (this.player.state === "running") {
      const { player } = this;
      this.addPips(moments, player.phase, player.deadline);
      for (const output of player.ahead(time + AHEAD_S)) this.addTones(moments, output);
    }
    this.plannedTo = time + AHEAD_S;
    this.cues.plan(moments.filter(({ at, sound }) => sound && at > now() - 0.1));
  }

  addTones(moments, { what, at_s, phase, cue }) {
    if (what === "finished") moments.push({ at: this.zero + at_s, sound: "done" });
    if (what === "said" && cue === "let_go") moments.push({ at: this.zero + at_s, sound: "release" });
    if (what !== "entered") return;
    const entered = this.timeline.phases[phase];
    moments.push({ at: this.zero + at_s, sound: soundOf(entered) });
    this.addPips(moments, entered, at_s + entered.until.at_least_s);
  }

  addPips(moments, phase, endsAt) {
    if (!phase.until.event) moments.push(...pipsOf(phase, this.zero + endsAt));
  }

  async stayAwake() {
    const isWanted = this.player.state === "running" && !this.isOver && !document.hidden;
    if (!isWanted) {
      this.screen?.release();
      this.screen = null;
    } else if (!this.screen || this.screen.released) {
      this.screen = await navigator.wakeLock?.request("screen").catch(() => null);
    }
  }

  // The person

  wire() {
    byId("main-key").onclick = () => this.press();
    byId("done").onclick = () => this.repDone();
    byId("skip").onclick = () => this.emit("skip");
    byId("stop").onclick = () => this.askToStop();
    byId("letters").onchange = () => this.turn("letters");
    for (const id of ["sound", "voice", "discreet"]) byId(id).onclick = () => this.turn(id);
    document.addEventListener("keydown", (pressed) => this.hearKey(pressed));
    document.addEventListener("visibilitychange", () => this.comeBack());
    window.addEventListener("pageshow", () => this.comeBack());
  }

  /** The one big key: start, pause, go on. */
  press() {
    this.cues.unlock(() => this.planTones());
    this.tell("", "");
    const kind = { idle: "start", running: "pause", paused: "resume" }[this.player.state];
    if (kind) return this.emit(kind).then(() => this.saveCard(this.time()));
  }

  repDone() {
    const { player } = this;
    const { event, at_least_s } = player.phase?.until ?? {};
    if (event === "rep" && player.passed(this.time()) >= at_least_s) this.emit("rep");
  }

  hearKey(pressed) {
    const { key, target } = pressed;
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat || document.querySelector("dialog[open]")) return;
    const isOnControl = target.closest("button, a, summary, input");
    if (isOnControl && [" ", "Enter"].includes(key)) return;
    const acts = { " ": () => this.press(), Enter: () => this.repDone(), Escape: () => this.askToStop() };
    if (this.switches.letters) Object.assign(acts, { s: () => this.emit("skip"), d: acts.Enter, q: acts.Escape });
    const act = acts[key.length === 1 ? key.toLowerCase() : key];
    if (!act || this.player.state === "finished") return;
    pressed.preventDefault();
    act();
  }

  async askToStop() {
    const { state } = this.player;
    if (state !== "running" && state !== "paused") return;
    if (state === "running") await this.emit("pause");
    this.ask(this.words.stop_title, this.words.stop_text, state === "running");
  }

  ask(title, text, goesOn) {
    const dialog = byId("ask");
    byId("ask-title").textContent = title;
    byId("ask-text").textContent = text;
    dialog.returnValue = "no";
    dialog.onclose = () => {
      if (dialog.returnValue === "yes") this.emit("stop");
      else if (goesOn && this.player.state === "paused") this.press();
      byId("main-key").focus();
    };
    if (!dialog.open) dialog.showModal();
  }

  turn(name) {
    this.switches[name] = !this.switches[name];
    try {
      localStorage.setItem(SWITCHES, JSON.stringify(this.switches));
    } catch {
      // A browser that keeps nothing forgets this too.
    }
    if (!this.switches.sound || !this.switches.voice || this.switches.discreet) this.cues.hush();
    this.render();
    this.planTones();
    this.meter?.restyle();
  }

  comeBack() {
    if (this.isOver) return;
    this.advance();
    if (!document.hidden && this.player.state === "running") this.planTones();
    this.stayAwake();
  }

  // The end, here or elsewhere

  endCue() {
    const isDone = this.ending?.reason !== "stopped";
    const hasRelease = this.timeline.phases.some(({ kind }) => kind === "release");
    const { done, done_moving: moved, stopped } = this.data.cues;
    return (isDone ? (hasRelease ? done : moved ?? done) : stopped) ?? { show: this.words[isDone ? "done" : "stopped"], say: "" };
  }

  /** Once at the end, again whenever the server has confirmed something: nothing of health stays behind here. */
  async finish() {
    if (!this.hasEnded) {
      this.hasEnded = true;
      this.render();
      this.cues.say(this.endCue().say);
      this.cues.buzz("done");
      byId("said").textContent = this.endCue().show;
      await this.saveCard(this.time());
    }
    this.lasting.clear();
    if (this.link.unsent) {
      this.tell("end", this.link.isOpen ? this.words.sending : this.words.to_send);
      navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("hofte")).catch(() => {});
      return;
    }
    if (this.isOver) return;
    this.isOver = true;
    this.link.close();
    await this.keep.clear();
    tellWorker({ type: "forget", address: location.pathname });
    this.tell("end", this.words.saved);
    byId("summary").hidden = false;
    byId("summary").focus();
  }

  /** Another tab plays this session now. */
  yield() {
    this.isOver = true;
    this.link?.close();
    this.cues.hush();
    this.screen?.release();
    this.offerTakeOver(() => {});
  }

  offerTakeOver(onLost) {
    byId("take-over").onclick = async () => {
      await claim(this.data.session, { steal: true, onLost });
      location.reload();
    };
    byId("elsewhere").addEventListener("cancel", (event) => event.preventDefault());
    byId("elsewhere").showModal();
  }
}

function readSwitches() {
  try {
    return JSON.parse(localStorage.getItem(SWITCHES));
  } catch {
    return null;
  }
}

async function tellWorker(message) {
  const { serviceWorker } = navigator;
  if (serviceWorker) (await serviceWorker.ready).active.postMessage(message);
}

/** From now on this page opens without a network too. */
function keepOffline() {
  navigator.serviceWorker?.register(document.body.dataset.worker).catch(() => {});
  tellWorker({ type: "keep", address: location.pathname });
}

new Session(parsed("session-data"), parsed("session-words")).open();
