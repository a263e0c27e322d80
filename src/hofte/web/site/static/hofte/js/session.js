// The page of a session: puts player, page, sound, log and connection together.
//
// Session time is seconds since the page was first opened for the session; it goes on through pauses, reloads and locked
// screens. Whatever happens is an event, written down here before it is shown and sent until the server has it. The
// player is ticked only when something is due: what the judge says, a little late, still counts at its own moment.
import { after, now } from "hofte/clock.js";
import { Cues, tonesOf } from "hofte/cues.js";
import { claim, merge, openKeep, stored, tellWorker, uuid } from "hofte/keep.js";
import { Level } from "hofte/level.js";
import { Link } from "hofte/link.js";
import { Play } from "hofte/play.js";
import { Player, isEffort } from "hofte/player.js";
import { Stage, byId, fill, write } from "hofte/stage.js";

/** Tones are scheduled this far ahead, and again when less than a quarter of it is left. */
const AHEAD_S = 300;
/** A cue that is noticed later than this is not spoken any more. */
const STALE_S = 2;
/** Without a level for this long the sensor is lost: without a connection, and with one. */
const LOST_S = [1, 3];
/** How long a disk may take before the session goes on without it. */
const PATIENCE_S = 0.5;
const MESSAGE_S = 6;
/** How often a screen reader says the level. */
const LEVEL_S = 15;

const { body } = document;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
const data = JSON.parse(byId("session-data").textContent);
const words = JSON.parse(byId("session-words").textContent);
const worker = navigator.serviceWorker;

class Session {
  constructor() {
    this.switches = { sound: true, voice: true, discreet: false, letters: true, game: false, ...stored() };
    this.player = new Player(data.timeline);
    this.stage = new Stage(data, words, this.switches);
    this.cues = new Cues(data.lang, this.switches);
    this.csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
    this.messages = new Map(); // those that last, by name
    this.beats = 0;
    this.plannedTo = -Infinity;
  }

  time() {
    return now() - this.zero;
  }

  async open() {
    if (!(await claim(data.session, () => this.superseded()))) return this.superseded();
    this.keep = await openKeep(data.session, () => this.tell(words.unkept, "unkept"));
    this.link = new Link({ addresses: data.addresses, csrf: this.csrf, time: () => this.time(), on: this });
    if (byId("muscle")) {
      const names = data.device.references.map((name) => words.muscle[name] ?? words.muscle.other);
      this.meter = new Level(byId("muscle"), names, data.timeline);
      if (byId("way")) this.play = new Play(data.timeline.phases, this.switches, this.cues);
    }
    const lastSeen = this.restore();
    this.wire();
    this.link.send(...this.keep.events);
    const unended = { running: "pause", finished: "tick" }[this.player.state];
    if (unended) await this.emit(unended, "restored", lastSeen);
    else this.show([]);
    if (this.player.state === "paused") this.tell(words.resumes_at, "", Infinity);
    this.link.open();
    this.beat();
    this.frame();
    worker?.register(body.dataset.worker).catch(() => {});
    if (!worker?.controller) tellWorker("keep"); // else the worker has seen the page itself
  }

  /** Play again what this device and the server know; answers the last moment that was seen. */
  restore() {
    const { events, card } = this.keep;
    const all = merge(events, data.events);
    const lastSeen = Math.max(card?.at_s ?? 0, ...all.map(({ at_s }) => at_s));
    this.zero = Math.min(card?.zero ?? Infinity, now() - lastSeen);
    for (const event of [...all, { kind: "tick", at_s: lastSeen }]) this.hear(this.player.handle(event));
    this.heardAt = this.time(); // when the last level came; none has come yet
    return lastSeen;
  }

  // What happens

  /** Something happened here. */
  emit(kind, detail = "", at_s = this.time()) {
    return this.take({ id: uuid(), kind, at_s, detail });
  }

  /** The judge on the server decided: never later than now, by whatever clock. */
  event(event) {
    this.take({ ...event, at_s: Math.min(event.at_s, this.time()) }, false);
  }

  async take(event, isOurs = true, outputs = []) {
    if (this.isOver) return;
    if (event.kind === "signal_lost") this.whyLost = event.detail;
    if (event.kind === "signal_back") this.heardAt = this.time();
    const all = [...outputs, ...this.player.handle(event)];
    await Promise.race([this.keep.add(event), new Promise((resolve) => after(PATIENCE_S, resolve))]);
    if (isOurs) this.link.send(event);
    this.show(all);
  }

  /** Let happen what is due by the clock. A log that ends so ends with a tick: its reader knows how far it came. */
  advance() {
    const outputs = [];
    const { player } = this;
    while (!this.isOver && player.deadline !== null && player.deadline <= this.time()) {
      outputs.push(...player.handle({ kind: "tick", at_s: player.deadline }));
    }
    const end = outputs.find(({ what }) => what === "finished");
    if (end) this.take({ id: uuid(), kind: "tick", at_s: end.at_s, detail: "" }, true, outputs);
    else this.show(outputs);
  }

  hear(outputs) {
    this.ending ??= outputs.find(({ what }) => what === "finished")?.reason;
    for (const output of outputs) if (output.what === "entered") this.play?.game.enter(output);
    return outputs.findLast(({ what }) => what === "entered");
  }

  show(outputs) {
    if (this.isOver) return;
    const { player } = this;
    this.cancelWake?.();
    if (player.deadline !== null) this.cancelWake = after(player.deadline - this.time(), () => this.advance());
    if (!outputs.length && body.dataset.screen === player.state) return;
    const entered = this.hear(outputs);
    this.render();
    for (const output of outputs) if (output.what === "said") this.say(output);
    if (outputs.some(({ what, by }) => what !== "said" && by !== "clock")) this.planTones(entered?.by !== "clock" && entered);
    if (player.state === "running" && entered) this.announce(entered);
    this.stayAwake();
    if (player.state !== "running") this.play?.hush();
    if (player.state === "finished") this.finish();
    else if (outputs.at(-1)?.reason === "offer_stop") this.ask(words.offer_title, words.offer_text, true);
  }

  /** A phase begins: voice, vibration, screen reader. */
  announce({ phase: index, at_s, by }) {
    const phase = data.timeline.phases[index];
    const isLong = phase.until.at_least_s >= 2 || phase.until.event;
    this.tell("");
    if (isLong || isEffort(phase)) write("said", this.stage.spoken(phase));
    if (by === "clock" && this.time() - at_s > STALE_S) return;
    if (isLong) this.cues.say(data.cues[phase.cue]?.say);
    this.cues.buzz(phase);
  }

  say({ cue, detail }) {
    const said = data.cues[`${cue}_${detail}`] ?? data.cues[cue];
    if (cue.startsWith("signal")) this.tell(cue === "signal_lost" ? words.lost[this.whyLost] ?? words.no_sensor : "", "sensor");
    if (cue !== "signal_lost") this.tell(this.switches.discreet ? "" : said?.show ?? "");
    this.cues.say(said?.say);
  }

  // The connection: what link.js calls

  linked() {
    this.tell("", "offline");
    this.safe();
  }

  unlinked() {
    this.tell(words.offline, "offline");
    this.safe();
  }

  safe() {
    if (this.hasEnded) this.finish();
  }

  refused() {
    this.tell(words.refused, "refused");
  }

  level(at_s, level, others) {
    this.heardAt = this.time();
    this.meter?.push(at_s, level, others);
    this.play?.push(at_s, level, this.player.state === "running");
    if (Number.isNaN(level)) return;
    if (this.lostByUs && !this.player.hasSignal) this.emit("signal_back");
    this.lostByUs = false;
  }

  rep({ reached, held_s: held, let_go: letGo, release_s: release, problems = [] }) {
    this.tell(problems.some((problem) => problem.startsWith("crosstalk")) ? words.quality.crosstalk : "", "crosstalk");
    const { well_squeezed: squeezed, well_let_go: released } = data.cues;
    const praise = (cue, seconds) => `${cue.show}: ${fill(words.seconds, seconds)}`;
    const parts = [reached && squeezed && praise(squeezed, held), letGo && released && praise(released, release)].filter(Boolean);
    if (parts.length && !this.switches.discreet) this.tell(parts.join(" · "));
  }

  /** What stands against trusting the signal, gravest first; nothing when it is good. */
  quality([gravest]) { this.tell(words.quality[gravest] ?? "", "quality"); }

  /** Another tab, or another browser, plays this session. */
  superseded() {
    this.isOver = true;
    this.link?.close();
    this.cues.hush();
    this.stayAwake();
    byId("take-over").onclick = () => claim(data.session, () => {}, true).then(() => location.reload());
    byId("elsewhere").oncancel = (event) => event.preventDefault();
    byId("elsewhere").showModal();
  }

  /** Once a second: what is not urgent. */
  beat() {
    const { player, link } = this;
    if (this.isOver || player.state === "finished") return;
    const time = this.time();
    link.tick(time);
    if (player.state !== "idle") this.saveCard(time);
    if (player.hasSignal && time - this.heardAt > LOST_S[Number(link.isOpen)]) {
      this.lostByUs = true;
      this.emit("signal_lost", "link");
    }
    if (player.state === "running" && this.plannedTo - time < AHEAD_S / 4) this.planTones();
    const level = player.state === "running" && this.beats++ % LEVEL_S === 0 ? this.meter?.calm(time) : null;
    if (level !== null && level !== undefined) write("level-said", fill(words.percent, level));
    after(1, () => this.beat());
  }

  saveCard(at_s) {
    return this.keep.saveCard({ zero: this.zero, at_s, isOver: !!this.ending, address: data.addresses.log, csrf: this.csrf });
  }

  // The page

  render() {
    const { state, index, phase } = this.player;
    this.stage.show(state, index, this.switches.discreet ? words.done : this.endCue().show);
    const key = byId("main-key");
    key.disabled = false;
    write("main-key", { idle: words.start, running: words.pause, paused: words.resume }[state] ?? "");
    byId("skip").disabled = state !== "running" || phase.until.event === "released";
    byId("letters").checked = this.switches.letters;
    for (const id of ["sound", "voice", "discreet", "game"]) byId(id)?.setAttribute("aria-pressed", this.switches[id]);
    body.classList.toggle("hidden-from-others", this.switches.discreet);
    body.classList.toggle("playing", !!this.play?.isOn);
    this.play?.show();
    if (document.activeElement?.checkVisibility?.() === false) key.focus();
  }

  frame() {
    const { player, stage } = this;
    if (this.isOver || player.state === "finished") return;
    const time = this.time();
    const isStill = stillness.matches;
    if (stage.index === player.index) {
      const { at_least_s: length, event } = player.phase.until;
      const passed = player.state === "paused" && isEffort(player.phase) ? 0 : player.passed(time);
      stage.draw(passed, passed > length || (event === "rep" && !length) ? null : length - passed, isStill);
    }
    if (this.play?.isOn) this.play.game.draw(time, isStill);
    this.meter?.draw(time, !this.play?.isOn);
    if (isStill) after(0.25, () => this.frame());
    else requestAnimationFrame(() => this.frame());
  }

  /** A line for the person: one with a name lasts until it is taken back, others go by themselves. */
  tell(text, name = "", seconds = MESSAGE_S) {
    if (name) this.messages.delete(name);
    if (name && text) this.messages.set(name, text);
    this.cancelMessage?.();
    write("message", (!name && text) || [...this.messages.values()].at(-1) || "");
    if (!name && text && seconds < Infinity) this.cancelMessage = after(seconds, () => this.tell(""));
  }

  /** Schedule what will sound; `entered` is the phase that an event has just brought on, if one has. */
  planTones(entered) {
    const { player } = this;
    const time = this.time();
    const passed = player.passed(time);
    const here = { what: "entered", phase: player.index, at_s: time - passed, ...(entered && { at_s: time, passed_s: passed }) };
    const coming = player.state === "running" ? [here, ...player.ahead(time + AHEAD_S)] : [];
    this.plannedTo = time + AHEAD_S;
    this.cues.plan(coming.flatMap((output) => tonesOf(data.timeline.phases, output)), this.zero);
  }

  async stayAwake() {
    const isWanted = this.player.state === "running" && !this.isOver && !document.hidden;
    if (!isWanted) this.screen?.release();
    else if (this.screen?.released ?? true) this.screen = await navigator.wakeLock?.request("screen").catch(() => null);
  }

  // The person

  wire() {
    const acts = { "main-key": this.press, done: this.repDone, skip: this.skip, stop: this.askToStop };
    for (const [id, act] of Object.entries(acts)) byId(id).onclick = act.bind(this);
    for (const id of ["sound", "voice", "discreet", "letters"]) byId(id).onclick = () => this.turn(id);
    if (this.play) byId("game").onclick = () => this.turn("game");
    const comeBack = () => {
      this.cues.wake();
      this.advance();
      this.planTones();
      this.stayAwake();
    };
    document.addEventListener("visibilitychange", comeBack);
    window.addEventListener("pageshow", comeBack);
    document.addEventListener("keydown", (pressed) => this.hearKey(pressed));
  }

  /** The big key: start, pause, go on. */
  async press() {
    this.cues.unlock(() => this.planTones());
    this.tell("");
    const kind = { idle: "start", running: "pause", paused: "resume" }[this.player.state];
    if (kind) await this.emit(kind);
    this.saveCard(this.time());
  }

  repDone() {
    const { event, at_least_s: length } = this.player.phase?.until ?? {};
    if (event === "rep" && this.player.passed(this.time()) >= length) this.emit("rep");
  }

  skip() {
    this.emit("skip");
  }

  hearKey(pressed) {
    const { key, target } = pressed;
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat || document.querySelector("dialog[open]")) return;
    if ([" ", "Enter"].includes(key) && target.closest("button, a, summary, input")) return;
    const acts = { " ": this.press, Enter: this.repDone, Escape: this.askToStop };
    if (this.switches.letters) Object.assign(acts, { d: this.repDone, s: this.skip, q: this.askToStop });
    const act = acts[key] ?? acts[key.toLowerCase()];
    if (!act || this.player.state === "finished") return;
    pressed.preventDefault();
    act.call(this);
  }

  async askToStop() {
    const wasRunning = this.player.state === "running";
    if (wasRunning) await this.emit("pause");
    if (this.player.state === "paused") this.ask(words.stop_title, words.stop_text, wasRunning);
  }

  ask(title, text, goesOn) {
    const dialog = byId("ask");
    write("ask-title", title);
    write("ask-text", text);
    dialog.returnValue = "no";
    dialog.onclose = () => {
      if (dialog.returnValue === "yes") this.emit("stop");
      else if (goesOn) this.press();
      byId("main-key").focus();
    };
    dialog.showModal();
  }

  turn(name) {
    this.switches[name] = !this.switches[name];
    stored(this.switches);
    this.cues.hush();
    this.render();
    this.planTones();
  }

  // The end

  endCue() {
    const hasSqueezed = data.timeline.rules?.includes("PF19");
    return data.cues[this.ending === "stopped" ? "stopped" : hasSqueezed ? "done_squeezing" : "done"];
  }

  /** At the end, and again whenever the server has confirmed something: nothing of health stays behind here. */
  async finish() {
    if (!this.hasEnded) {
      this.hasEnded = true;
      this.cues.say(this.endCue().say);
      this.cues.buzz();
      const won = this.play?.told(words) ?? [];
      write("next", won.join(" · "));
      write("said", [this.endCue().show, ...won].join(". "));
      await this.saveCard(this.time());
    }
    this.messages.clear();
    if (this.link.unsent) {
      worker?.ready.then(({ sync }) => sync?.register("hofte")).catch(() => {});
      return this.tell(this.link.isOpen ? words.sending : words.to_send, "end");
    }
    if (this.isOver) return;
    this.isOver = true;
    this.link.close();
    await this.keep.clear();
    tellWorker("forget");
    this.tell(words.saved, "end");
    byId("summary").hidden = false;
    byId("summary").focus();
  }
}

new Session().open();
