// How much a muscle works: a quick bar, a trace of the last seconds, a calm number; and a second trace for the loudest of
// the muscles that should rest. The bands behind them and all colours are the style sheet's. A gap stays a gap.
const WINDOW_S = 12;
const TOP = 110; // percent at the upper edge
const CALM_S = 0.25;
/** Samples further apart than this have a gap between them: `gap_s` of hofte/coach/thresholds.toml. */
const GAP_S = 0.25;

const inside = (level) => Math.min(Math.max(level || 0, 0), TOP);

export class Level {
  /** `names`: what the other muscles are called, in the order in which they are measured. */
  constructor(root, names, timeline) {
    const find = (selector) => root.querySelector(selector);
    Object.assign(this, { scope: find(".scope"), number: find(".number") });
    this._paths = [find("path.own"), find("path.other")];
    this._samples = []; // [seconds, level, the loudest of the others (NaN: none), a piece of a path for each]
    this._numberAt = 0;
    this._others = names.map((name) => {
      const item = find(".others").appendChild(document.createElement("li"));
      item.append(name, document.createElement("i"));
      return item;
    });
    for (const { kind, target } of timeline.phases) {
      if (target) this.scope.style.setProperty(kind === "release" ? "--rested" : "--target", kind === "release" ? target.high : target.low);
    }
  }

  push(at, level, others = []) {
    const known = others.filter((value) => !Number.isNaN(value));
    const loudest = known.length ? Math.max(...known) : NaN; // one line for all the others, or it is a tangle
    const [before, ...last] = this._samples.at(-1) ?? [-Infinity];
    const levels = [level, loudest];
    const pieces = levels.map((value, n) => {
      if (Number.isNaN(value)) return "";
      const isGap = Number.isNaN(last[n] ?? NaN) || at - before > GAP_S;
      return `${isGap ? "M" : "L"}${at.toFixed(2)} ${(TOP - inside(value)).toFixed(1)}`;
    });
    this._samples.push([at, ...levels, ...pieces]);
    this._isNew = true;
    while (this._samples[0][0] < at - WINDOW_S - 1) this._samples.shift();
    this._references = others;
  }

  /** The level of the last quarter of a second, rounded; null when there is none. */
  calm(now) {
    const recent = this._samples.filter(([at, level]) => at > now - CALM_S && !Number.isNaN(level));
    return recent.length ? Math.round(recent.reduce((sum, [, level]) => sum + level, 0) / recent.length) : null;
  }

  /** `isTraced`: the trace is to be seen, too. */
  draw(now, isTraced = true) {
    const [at, level] = this._samples.at(-1) ?? [-Infinity];
    this.scope.style.setProperty("--level", now - at > 1 ? 0 : inside(level).toFixed(1));
    if (isTraced) this._drawTrace(now);
    if (Math.abs(now - this._numberAt) < CALM_S) return;
    this._numberAt = now;
    this.number.textContent = this.calm(now) ?? "–";
    this._others.forEach((item, n) => item.style.setProperty("--v", inside(this._references?.[n])));
  }
  /** The lines move with each frame, and are written anew only when something has come. */
  _drawTrace(now) {
    this._paths.forEach((path, n) => {
      if (this._isNew) path.setAttribute("d", this._samples.map((sample) => sample[3 + n]).join("").replace(/^L/, "M"));
      path.setAttribute("transform", `translate(${(WINDOW_S - now).toFixed(3)})`);
    });
    this._isNew = false;
  }
}
