// The game of a session: its picture, its sound, its points, and whether it is on.
import { Game } from "hofte/game.js";
import { Hum } from "hofte/hum.js";
import { byId, fill, write } from "hofte/stage.js";

const KINDS = ["squeeze", "release"];

export class Play {
  /** `switches` and `cues` are those of the session. */
  constructor(phases, switches, cues) {
    Object.assign(this, { switches, cues });
    this.game = new Game(byId("way"), phases, (kind) => this._ring(kind));
  }

  get isOn() {
    return this.switches.game;
  }

  get _sounds() {
    return this.isOn && this.switches.sound && !this.switches.discreet && this.cues.audio !== null;
  }

  /** A level has come. */
  push(at, level, isRunning) {
    this.game.push(at, level);
    if (this.isOn) this.show();
    if (!isRunning || !this._sounds) return this.hush();
    this._hum ??= new Hum(this.cues.audio);
    const { kind, level: now, isInside } = this.game.now;
    this._hum.follow(kind, now, isInside);
  }

  hush() {
    this._hum?.hush();
  }

  /** Show the points. */
  show() {
    for (const kind of KINDS) {
      const points = this.game.points[kind];
      byId(`won-${kind}`).closest("div").hidden = points === null;
      write(`won-${kind}`, points ?? "");
    }
  }

  /** The points in words, for the end. */
  told(words) {
    const won = KINDS.filter((kind) => this.isOn && this.game.points[kind] !== null);
    return won.map((kind) => fill(words[`won_${kind}`], this.game.points[kind]));
  }

  _ring(kind) {
    if (this._sounds) this._hum?.bell(kind);
  }
}
