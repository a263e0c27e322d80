// What a person sees of a session: the figure, the word, the number, the place. Knows elements, not what to do next.
import { isEffort } from "hofte/player.js";

const SHAPES = { work: "effort", hold: "effort", set_rest: "rest" };
const numbers = new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 1 });

export const byId = (id) => document.getElementById(id);
const inWords = (value) => (typeof value === "number" ? numbers.format(value) : value);

/** Fill in the places of a text: `{total}`, and the other one. */
export const fill = (text, value, total) => text.replace(/{(\w+)}/g, (_, name) => inWords(name === "total" ? total : value));

export function write(id, text) {
  if (byId(id).textContent !== String(text)) byId(id).textContent = text;
}

export class Stage {
  /** `switches`: what is wanted, at any time; when it is `discreet`, words are neutral. */
  constructor({ timeline, cues }, words, switches) {
    Object.assign(this, { timeline, cues, words, switches });
    this.index = -1; // of the phase that is shown
    byId("word").lang = timeline.lang;
    this._names = [byId("what").textContent, document.title];
    this._ends = [0]; // seconds planned up to each phase
    for (const { until } of timeline.phases) this._ends.push(this._ends.at(-1) + until.at_least_s);
    this._segments = segmentsOf(timeline.phases);
    for (const segment of this._segments) byId("progress").append((segment.element = document.createElement("i")));
  }

  /** The word of a phase as it may be seen by others. */
  word(phase) {
    return this.switches.discreet ? this.words.discreet[phase.kind] : this.cues[phase.cue]?.show ?? phase.cue;
  }

  /** Show a phase, or the end; `screen` is idle, running, paused or finished. */
  show(screen, index, ending) {
    const phase = screen === "finished" ? null : this.timeline.phases[index];
    this.index = phase ? index : this.timeline.phases.length;
    const shape = phase && (SHAPES[phase.kind] ?? phase.kind);
    Object.assign(document.body.dataset, {
      screen, shape: screen === "paused" ? screen : shape ?? "done", side: phase?.side ?? "", waits: phase?.until.event ?? "",
    });
    const { title } = this.words.discreet;
    [byId("what").textContent, document.title] = this.switches.discreet ? [title, title] : this._names;
    write("word", screen === "paused" ? this.words.paused : phase ? this.word(phase) : ending);
    this._showPlace(phase);
    this._showProgress();
    this.draw(0, phase?.until.at_least_s ?? 0);
  }

  /** The moving part: seconds passed and left (null: it waits for an event). */
  draw(passed, left, isStill) {
    const phase = this.timeline.phases[this.index];
    if (!phase) return ["count", "next"].forEach((id) => write(id, ""));
    const { at_least_s: length, event } = phase.until;
    const { style } = byId("figure");
    style.setProperty("--t", length && event !== "rep" ? Math.min(1, passed / length).toFixed(4) : 0);
    style.setProperty("--left", length ? ((100 * (isStill ? Math.ceil(left) : left)) / length).toFixed(2) : 0);
    const isOwnPace = event === "rep" && !(left > 0);
    byId("done").disabled = event === "rep" && !isOwnPace;
    const isIdle = document.body.dataset.screen === "idle";
    write("count", isIdle ? this._size() : isOwnPace ? phase.rep : left === null ? "…" : Math.ceil(left));
    write("next", event === "rep" ? this.words.own_pace : left === null ? this.words.waiting : this._next());
  }

  /** What a screen reader says of a phase, once. */
  spoken(phase) {
    const place = isEffort(phase) && phase.rep ? fill(this.words.rep_of, phase.rep, this._repsBeside(phase)) : "";
    const side = phase.side && (phase.kind === "switch" || phase.rep === 1) ? this.words.side[phase.side] : "";
    return [this.word(phase), place, side].filter(Boolean).join(". ");
  }

  /** How much there is to do: minutes and seconds, or sets and repetitions where the person sets the pace. */
  _size() {
    const { plan, phases } = this.timeline;
    if (phases.some(({ until }) => until.event === "rep")) return `${plan.sets} × ${plan.reps}`;
    const seconds = Math.round(this._ends.at(-1));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  _next() {
    const phase = this.timeline.phases[this.index + 1];
    if (!phase) return this.words.then_done;
    const seconds = phase.until.at_least_s;
    return fill(this.words.then, this.word(phase) + (seconds >= 2 ? `, ${fill(this.words.seconds, seconds)}` : ""));
  }

  _showPlace(phase) {
    const { sets } = this.timeline.plan;
    const reps = this._repsBeside(phase);
    const set = phase?.kind === "set_rest" ? phase.set + 1 : phase?.set || 1;
    const places = {
      set: sets > 1 && phase && `${set}/${sets}`,
      rep: reps > 1 && phase?.rep && `${phase.rep}/${reps}`,
      side: this.words.side[phase?.side],
    };
    for (const [name, text] of Object.entries(places)) {
      byId(name).closest("div").hidden = !text;
      write(name, text || "");
    }
    write("of", phase?.until.event === "rep" ? fill(this.words.of, reps) : "");
  }

  /** How many repetitions there are in the set of a phase: those of a test differ from part to part. */
  _repsBeside(phase) {
    const beside = this.timeline.phases.filter(({ set, side }) => set === phase?.set && side === phase?.side);
    return Math.max(0, ...beside.map(({ rep }) => rep ?? 0));
  }

  _showProgress() {
    for (const { first, end, element } of this._segments) {
      element.style.setProperty("--v", Math.min(1, Math.max(0, (this.index - first) / (end - first))));
    }
    byId("progress").setAttribute("aria-valuenow", Math.round((100 * this._ends[this.index]) / (this._ends.at(-1) || 1)));
  }
}

/** The stretches of a session, one for each side of each set: first phase and the one after the last. */
function segmentsOf(phases) {
  const segments = [];
  phases.forEach(({ rep, set, side }, n) => {
    const key = `${set} ${side}`;
    const last = segments.at(-1);
    if (rep && last?.key === key) last.end = n + 1;
    else if (rep) segments.push({ key, first: n, end: n + 1 });
  });
  return segments;
}
