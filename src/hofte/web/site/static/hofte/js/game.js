// The game: a way through hills and valleys that the session itself draws. A squeeze carries the light over a hill, and
// letting go brings it down into the valley; pearls lie in both, and each valley holds as much as its hill. The next hill
// waits until the muscle has let go. Without a trusted level there is no light, and nothing is won or lost.
import { Score, isInside, kindOf } from "hofte/score.js";

const BEHIND_S = 2;
const AHEAD_S = 7;
const TOP = 110; // percent at the upper edge, as in level.js
const DEPTH = 0.7;
const GROUND = 0.1; // of the height, below rest
/** How much of each new level the light follows: calm enough to look at, and half way there after two frames. */
const FOLLOW = 0.35;
/** A hill that must wait stands this far ahead. */
const WAITS_S = 1.5;
const PEARL_S = 1;
const PEARL = 7; // its radius in pixels
const COLOURS = ["squeeze", "squeeze-soft", "release", "release-soft", "ink", "ink-soft", "line"];

export class Game {
  /** `phases` of the timeline; `earned(kind)` is called when a pearl is won. */
  constructor(canvas, phases, earned) {
    Object.assign(this, { canvas, phases, earned });
    this.score = new Score(phases);
    this._way = []; // [phase, when it began], the newest last
    this._pearls = []; // [moment, phase, whether it was won]
    this._trail = []; // [moment, level or NaN]
    this._purse = 0; // of the pearl under way, in its seconds
    new ResizeObserver(() => this._fit()).observe(canvas.parentElement); // its own size follows the pixels it is given
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this._paint());
    this._paint();
  }

  /** The player has entered a phase. */
  enter({ phase, at_s, passed_s = 0 }) {
    this._way.push([phase, at_s - passed_s]);
    if (this._way.length > 8) this._way.shift();
    this._purse = 0;
  }

  /** A level has come; it belongs to the phase of its own moment. */
  push(at, level) {
    const [index, begun] = this._way.findLast(([, from]) => from <= at) ?? [];
    const phase = this.phases[index];
    const [, shown] = this._trail.at(-1) ?? [];
    this._trail.push([at, Number.isFinite(shown) ? shown + FOLLOW * (level - shown) : level]);
    this._level = level;
    while (this._trail[0][0] < at - BEHIND_S - 1) this._trail.shift();
    const before = { ...this.score.earned };
    this.score.add(at, level, phase, begun);
    const kind = kindOf(phase);
    if (!kind) return;
    this._purse += this.score.earned[kind] - before[kind];
    if (this._purse < Math.min(PEARL_S, phase.until.at_least_s / 2) - 1e-6) return;
    this._purse = 0;
    this._pearls.push([...this._trail.at(-1), kind]);
    while (this._pearls[0][0] < at - BEHIND_S - 1) this._pearls.shift();
    this.earned(kind);
  }

  /** Points by kind; null for what the session does not ask. */
  get points() {
    return { squeeze: this.score.points("squeeze"), release: this.score.points("release") };
  }

  /** What is asked now, for the ear: kind and whether the newest level is inside. */
  get now() {
    const phase = this.phases[this._way.at(-1)?.[0]];
    const { _level: level = NaN } = this;
    const kind = kindOf(phase);
    return { kind, level, isInside: kind !== null && isInside(phase, level) };
  }

  /** Draw the moment `now`; `isStill` shows what is asked now only, and nothing moves along. */
  draw(now, isStill) {
    const { _context: pen, _width: width, _height: height } = this;
    if (!pen || !width) return;
    pen.clearRect(0, 0, width, height);
    const x = isStill ? (at) => (at <= now ? 0 : width) : (at) => (width * (at - now + BEHIND_S)) / (AHEAD_S + BEHIND_S);
    const here = isStill ? width / 2 : x(now);
    for (const [index, from, until] of this._pieces(now, isStill)) this._drawPiece(this.phases[index], x(from), x(until), from, until, now, isStill);
    pen.setLineDash([4, 6]);
    this._line([[here, 0], [here, height]], "line", 1.5);
    pen.setLineDash([]);
    if (!isStill) this._drawTrail(x);
    const [at, level] = this._trail.at(-1) ?? [-Infinity, NaN];
    if (now - at < 1 && !Number.isNaN(level)) this._drawLight(here, this._y(level));
  }

  /** Phases from the left edge to the right: those that were, the one at hand, and those to come if all goes well. */
  _pieces(now, isStill) {
    const pieces = this._way.map(([index, from], n) => [index, from, this._way[n + 1]?.[1] ?? null]);
    const last = pieces.at(-1);
    if (!last) return [];
    const planned = last[1] + this.phases[last[0]].until.at_least_s;
    last[2] = planned > now || !kindOf(this.phases[last[0]]) ? Math.max(planned, now) : now + WAITS_S;
    if (isStill) return [last];
    let [index, , at] = last;
    while (++index < this.phases.length && at < now + AHEAD_S) {
      const end = at + this.phases[index].until.at_least_s;
      pieces.push([index, at, end]);
      at = end;
    }
    return pieces.filter(([, , until]) => until > now - BEHIND_S);
  }

  _drawPiece(phase, left, right, from, until, now, isStill) {
    const kind = kindOf(phase);
    if (!kind) return;
    const { _context: pen, _height: height } = this;
    const edge = this._y(kind === "squeeze" ? phase.target.low : phase.target.high);
    pen.fillStyle = this._colours[`${kind}-soft`];
    pen.beginPath();
    pen.roundRect(left + 1, kind === "squeeze" ? 0 : edge, Math.max(0, right - left - 2), kind === "squeeze" ? edge : height - edge, 10);
    pen.fill();
    this._line([[left + 6, edge], [right - 6, edge]], kind, 3);
    if (isStill) return;
    const middle = kind === "squeeze" ? edge / 2 : (edge + height) / 2;
    for (let at = from + PEARL_S / 2; at < until; at += PEARL_S) {
      if (at > now) this._drawPearl(left + ((right - left) * (at - from)) / (until - from), middle, kind, false);
    }
  }

  _drawTrail(x) {
    let piece = [];
    for (const [at, level] of [...this._trail, [0, NaN]]) {
      if (!Number.isNaN(level)) piece.push([x(at), this._y(level)]);
      else {
        this._line(piece, "ink", 3);
        piece = [];
      }
    }
    for (const [at, level, kind] of this._pearls) this._drawPearl(x(at), this._y(level), kind, true);
  }

  /** A disc on a hill and a ring in a valley; full once it is won. */
  _drawPearl(x, y, kind, isWon) {
    const { _context: pen } = this;
    pen.beginPath();
    pen.arc(x, y, isWon ? PEARL : PEARL - 2, 0, 7);
    pen.lineWidth = kind === "release" ? 3 : 1.5;
    pen.strokeStyle = this._colours[kind];
    pen.fillStyle = this._colours[kind];
    if (isWon && kind === "squeeze") pen.fill();
    pen.stroke();
  }

  _drawLight(x, y) {
    const { _context: pen, _colours: colours } = this;
    const { kind, isInside: isGood } = this.now;
    pen.beginPath();
    pen.arc(x, y, isGood ? 15 : 11, 0, 7);
    pen.fillStyle = colours[kind ?? "ink-soft"];
    pen.fill();
    pen.lineWidth = 3;
    pen.strokeStyle = colours.ink;
    pen.stroke();
  }

  _line(points, colour, width) {
    const { _context: pen } = this;
    if (points.length < 2) return;
    pen.strokeStyle = this._colours[colour];
    pen.lineWidth = width;
    pen.lineJoin = pen.lineCap = "round";
    pen.beginPath();
    for (const [x, y] of points) pen.lineTo(x, y);
    pen.stroke();
  }

  /** From percent to pixels. The valleys are drawn deeper than they are, since that is where the fine work is done. */
  _y(level) {
    return (1 - GROUND) * this._height * (1 - (Math.min(Math.max(level || 0, 0), TOP) / TOP) ** DEPTH);
  }

  /** As many pixels as the screen has. */
  _fit() {
    const { clientWidth: width, clientHeight: height } = this.canvas.parentElement;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    Object.assign(this.canvas, { width: width * ratio, height: height * ratio });
    Object.assign(this, { _width: width, _height: height, _context: this.canvas.getContext("2d") });
    this._context.scale(ratio, ratio);
  }

  _paint() {
    const style = getComputedStyle(this.canvas);
    this._colours = Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }
}
