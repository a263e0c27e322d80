// What a person sees of a session: the figure, the word, the number, the place. Knows elements, not what to do next.
import { isEffort } from "hofte/player.js";

const SHAPES = { work: "effort", hold: "effort", set_rest: "rest" };
const numbers = new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 1 });

export const byId = (id) => document.getElementById(id);
export const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (_, key) => parts[key]);
export const inWords = (number) => numbers.format(number);
export const shapeOf = (phase) => SHAPES[phase.kind] ?? phase.kind;

export class Stage {
  /** `isDiscreet` says at any time whether neutral words are wanted. */
  constructor({ timeline, cues, words, isDiscreet }) {
    Object.assign(this, { timeline, cues, words, isDiscreet });
    this.index = -1; // of the phase that is shown
    byId("word").lang = timeline.lang;
    this._name = byId("what").textContent;
    this._title = document.title;
    this._total = timeline.phases.reduce((sum, phase) => sum + phase.until.at_least_s, 0);
    this._segments = segmentsOf(timeline.phases).map((segment) => {
      byId("progress").append((segment.element = document.createElement("i")));
      return segment;
    });
  }

  /** The word of a phase as it may be seen by others. */
  word(phase) {
    return this.isDiscreet() ? this.words.discreet[phase.kind] : this.cues[phase.cue]?.show ?? phase.cue;
  }

  /** Show a phase, or the end with null; `screen` is idle, running, paused or finished. */
  show(screen, index) {
    this.index = index;
    const phase = this.timeline.phases[index] ?? null;
    const { body } = document;
    body.dataset.screen = screen;
    body.dataset.shape = screen === "finished" ? "done" : screen === "paused" ? "paused" : phase ? shapeOf(phase) : "ready";
    body.dataset.side = phase?.side ?? "";
    byId("what").textContent = this.isDiscreet() ? this.words.discreet.title : this._name;
    document.title = this.isDiscreet() ? this.words.discreet.title : this._title;
    this._write("word", screen === "paused" ? this.words.paused : phase ? this.word(phase) : "");
    this._then = this._next(index);
    this._showPlace(phase);
    this._showProgress(screen === "finished" ? this.timeline.phases.length : index);
    this.draw(0, phase?.until.at_least_s ?? 0);
  }

  /** The end: which word, in the language of the cues. */
  showEnd(word) {
    this.show("finished", this.timeline.phases.length);
    this._write("word", word);
  }

  /** The moving part: seconds passed and left (null: it waits for an event). */
  draw(passed, left, isStill = false) {
    const phase = this.timeline.phases[this.index];
    if (!phase) return this._write("count", "") || this._write("next", "");
    const { at_least_s: length, event } = phase.until;
    const style = byId("figure").style;
    const share = length && event !== "rep" ? Math.min(1, passed / length) : 0;
    style.setProperty("--t", share.toFixed(4));
    const shown = left === null ? 0 : isStill ? Math.ceil(left) : left;
    style.setProperty("--left", length ? ((100 * shown) / length).toFixed(2) : "0");
    this._write("count", document.body.dataset.screen === "idle" ? this._size() : this._count(phase, left, event));
    const { own_pace: ownPace, waiting } = this.words;
    this._write("next", event === "rep" ? ownPace : left === null ? waiting : this._then);
  }

  /** What a screen reader says of a phase, once. */
  spoken(phase) {
    const { plan } = this.timeline;
    const place = isEffort(phase) && phase.rep ? fill(this.words.rep_of, { n: phase.rep, total: plan.reps }) : "";
    const side = phase.side && (phase.kind === "switch" || phase.rep === 1) ? this.words.side[phase.side] : "";
    return [this.word(phase), place, side].filter(Boolean).join(". ");
  }

  _count(phase, left, event) {
    if (event === "rep" && !(left > 0)) return String(phase.rep);
    return left === null ? "…" : String(Math.ceil(left));
  }

  /** How much there is to do: minutes and seconds, or sets and repetitions where the person sets the pace. */
  _size() {
    const { plan, phases } = this.timeline;
    const isOwnPace = phases.some((phase) => phase.until.event === "rep");
    return isOwnPace ? `${plan.sets} × ${plan.reps}` : clockFace(this._total);
  }

  _next(index) {
    const phase = this.timeline.phases[index + 1];
    if (!phase) return this.words.then_done;
    const seconds = phase.until.at_least_s;
    const length = seconds >= 2 ? `, ${fill(this.words.seconds, { n: inWords(seconds) })}` : "";
    return fill(this.words.then, { what: this.word(phase) + length });
  }

  _showPlace(phase) {
    const { plan } = this.timeline;
    const set = phase ? phase.set + (phase.kind === "set_rest") || 1 : plan.sets;
    this._place("set", plan.sets > 1, set, plan.sets);
    this._place("rep", plan.reps > 1 && phase?.rep, phase?.rep, plan.reps);
    this._place("side", phase?.side, this.words.side[phase?.side]);
    this._write("of", phase?.until.event === "rep" ? fill(this.words.of, { n: plan.reps }) : "");
  }

  _place(name, isShown, value, total) {
    byId(`place-${name}`).hidden = !isShown;
    if (isShown) this._write(name, total ? `${value}/${total}` : value);
  }

  _showProgress(index) {
    for (const { first, end, element } of this._segments) {
      element.style.setProperty("--v", Math.min(1, Math.max(0, (index - first) / (end - first))));
    }
    const done = this.timeline.phases.slice(0, index).reduce((sum, phase) => sum + phase.until.at_least_s, 0);
    byId("progress").setAttribute("aria-valuenow", Math.round((100 * done) / (this._total || 1)));
  }

  _write(id, text) {
    const element = byId(id);
    if (element.textContent !== text) element.textContent = text;
  }
}

function clockFace(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
}

/** The stretches of a session, one for each side of each set: first phase and the one after the last. */
function segmentsOf(phases) {
  const segments = [];
  phases.forEach((phase, n) => {
    if (!phase.rep) return;
    const key = `${phase.set} ${phase.side}`;
    const last = segments.at(-1);
    if (last?.key === key) last.end = n + 1;
    else segments.push({ key, first: n, end: n + 1 });
  });
  return segments;
}
