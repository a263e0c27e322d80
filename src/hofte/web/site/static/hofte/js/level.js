// Draws how much a muscle works: a quick bar, a trace of the last seconds with its bands, a calm number.
//
// A gap in the signal stays a gap. Colours come from the style sheets; words come from the page.
const WINDOW_S = 12;
const TOP = 110; // percent at the upper edge
const CALM_S = 0.25;
/** Samples further apart than this have a gap between them: `gap_s` of hofte/coach/thresholds.toml. */
const GAP_S = 0.25;
const COLOURS = ["--ink", "--ink-soft", "--line", "--sheet", "--squeeze", "--squeeze-soft", "--release", "--release-soft"];
const BAR = 40;
const GUTTER = 58; // for the names of the bands

export class Level {
  /** `names`: what the other muscles are called, in the order in which they are measured. */
  constructor({ canvas, number, others, words, bands, names }) {
    Object.assign(this, { canvas, number, words, bands });
    this._samples = []; // [seconds, level or NaN]
    this._numberAt = 0;
    this._others = names.map((name) => others.appendChild(bar(name)));
    this._pen = canvas.getContext("2d");
    this.restyle();
  }

  /** Read the colours again: the device went dark, or discreet. */
  restyle() {
    const style = getComputedStyle(document.body);
    this._colour = Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(name).trim()]));
    this._font = `600 13px ${style.fontFamily}`;
  }

  push(at, level, others) {
    this._samples.push([at, level]);
    while (this._samples[0][0] < at - WINDOW_S - 1) this._samples.shift();
    this._references = others;
  }

  /** The level of the last quarter of a second, rounded; null when there is none. */
  calm(now) {
    const recent = this._samples.filter(([at, level]) => at > now - CALM_S && !Number.isNaN(level));
    return recent.length ? Math.round(recent.reduce((sum, [, level]) => sum + level, 0) / recent.length) : null;
  }

  /** `asked` is "effort" or "release" when the phase asks for it: that band is drawn strongly. */
  draw(now, asked, isStill) {
    if (Math.abs(now - this._numberAt) >= CALM_S) this._write(now);
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * scale)) this.canvas.width = Math.round(width * scale);
    if (this.canvas.height !== Math.round(height * scale)) this.canvas.height = Math.round(height * scale);
    this._pen.setTransform(scale, 0, 0, scale, 0, 0);
    this._pen.clearRect(0, 0, width, height);
    this._y = (level) => height - 2 - (Math.min(Math.max(level, 0), TOP) / TOP) * (height - 4);
    this._drawBands(width, asked);
    if (!isStill) this._drawTrace(now, width - BAR - 14);
    this._drawBar(now, width - BAR, height, asked);
  }

  _write(now) {
    this._numberAt = now;
    const level = this.calm(now);
    this.number.textContent = level === null ? "–" : String(Math.max(0, level));
    this.number.classList.toggle("silent", level === null);
    this._others.forEach((element, n) => element.style.setProperty("--v", Math.min(Math.max(this._references?.[n] || 0, 0), 100)));
  }

  _drawBands(width, asked) {
    const { effort, release } = this.bands;
    if (effort) this._band(effort.low, TOP, width, "--squeeze", this.words.target, asked === "effort", effort.low);
    if (release) this._band(0, release.high, width, "--release", this.words.released, asked === "release", release.high);
  }

  /** A tinted stretch with its border line and name: never colour alone. */
  _band(low, high, width, colour, name, isAsked, edge) {
    const pen = this._pen;
    pen.globalAlpha = isAsked ? 1 : 0.35;
    pen.fillStyle = this._colour[`${colour}-soft`];
    pen.fillRect(GUTTER, this._y(high), width - GUTTER, this._y(low) - this._y(high));
    pen.strokeStyle = pen.fillStyle = this._colour[colour];
    pen.lineWidth = isAsked ? 2 : 1;
    pen.setLineDash(isAsked ? [] : [4, 5]);
    pen.beginPath();
    pen.moveTo(GUTTER, this._y(edge));
    pen.lineTo(width, this._y(edge));
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = isAsked ? 1 : 0.8;
    pen.font = this._font;
    pen.textAlign = "right";
    pen.fillText(name, GUTTER - 6, this._y(edge) + 4);
    pen.globalAlpha = 1;
  }

  _drawTrace(now, width) {
    const pen = this._pen;
    pen.strokeStyle = this._colour["--ink"];
    pen.lineWidth = 2.5;
    pen.lineJoin = pen.lineCap = "round";
    pen.beginPath();
    let before = -Infinity;
    for (const [at, level] of this._samples) {
      const x = GUTTER + (width - GUTTER) * (1 - (now - at) / WINDOW_S);
      if (Number.isNaN(level) || x < GUTTER) {
        before = -Infinity;
      } else {
        if (at - before > GAP_S) pen.moveTo(x, this._y(level));
        else pen.lineTo(x, this._y(level));
        before = at;
      }
    }
    pen.stroke();
  }

  _drawBar(now, x, height, asked) {
    const pen = this._pen;
    pen.strokeStyle = this._colour["--ink-soft"];
    pen.fillStyle = this._colour["--sheet"];
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.roundRect(x + 1, 1, BAR - 2, height - 2, 8);
    pen.fill();
    pen.stroke();
    const [at, level] = this._samples.at(-1) ?? [-Infinity, NaN];
    if (Number.isNaN(level) || now - at > 1) return;
    pen.fillStyle = this._colour[asked === "release" ? "--release" : asked ? "--squeeze" : "--ink-soft"];
    pen.beginPath();
    pen.roundRect(x + 5, this._y(level), BAR - 10, Math.max(0, height - 5 - this._y(level)), 4);
    pen.fill();
    this._mark(x, asked);
  }

  /** Where the bar should be, in phases that ask for something. */
  _mark(x, asked) {
    const edge = asked === "effort" ? this.bands.effort?.low : asked && this.bands.release?.high;
    if (edge === undefined || edge === null) return;
    this._pen.fillStyle = this._colour["--ink"];
    this._pen.fillRect(x - 4, this._y(edge) - 1.5, BAR + 4, 3);
  }
}

function bar(name) {
  const item = document.createElement("li");
  const track = document.createElement("i");
  item.append(name, track);
  return item;
}

/** The bands of a timeline: what its effort and its release ask for, where they ask for anything. */
export function bandsOf(timeline) {
  const band = (isWanted) => timeline.phases.find((phase) => phase.target && isWanted(phase))?.target ?? null;
  return { effort: band(({ kind }) => kind === "work" || kind === "hold"), release: band(({ kind }) => kind === "release") };
}
