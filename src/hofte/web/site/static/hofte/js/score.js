// What a game earns: seconds inside the band, for letting go as much as for squeezing. Knows levels and phases, nothing
// of pages. A moment without a trusted level earns nothing and costs nothing.
import { isEffort } from "hofte/player.js";

/** Each kind of work is worth this much, however long it lasts. */
export const FULL = 100;
/** The first moments of a phase are for reacting: at most half of it. */
const REACTION_S = 0.5;
/** Samples further apart than this have a gap between them: `gap_s` of hofte/coach/thresholds.toml. */
const GAP_S = 0.25;
/** How far a level may swing round the edge of a band and count as inside, in percent. */
const SLACK = 2;

/** "squeeze", "release", or null where nothing is asked of the muscle. */
export function kindOf(phase) {
  if (!phase?.target) return null;
  return phase.kind === "release" ? "release" : isEffort(phase) ? "squeeze" : null;
}

export function isInside(phase, level) {
  const { low, high } = phase.target;
  if (kindOf(phase) === "release") return level <= (high ?? 0) + SLACK;
  return level >= (low ?? 0) - SLACK;
}

const reaction = ({ until }) => Math.min(REACTION_S, until.at_least_s / 2);

export class Score {
  constructor(phases) {
    this.planned = { squeeze: 0, release: 0 };
    this.earned = { squeeze: 0, release: 0 };
    for (const phase of phases) {
      if (kindOf(phase)) this.planned[kindOf(phase)] += phase.until.at_least_s - reaction(phase);
    }
    this._last = -Infinity;
  }

  /** A level at a moment of a phase that began at `begun`; answers what was earned just now, in points. */
  add(at, level, phase, begun) {
    const since = this._last;
    this._last = Math.max(at, since);
    const kind = kindOf(phase);
    if (!kind || Number.isNaN(level) || at - since > GAP_S || !isInside(phase, level)) return 0;
    const from = Math.max(since, begun + reaction(phase));
    const until = Math.min(at, begun + phase.until.at_least_s);
    const seconds = Math.max(0, until - from);
    this.earned[kind] += seconds;
    return (FULL * seconds) / this.planned[kind];
  }

  /** Points of a kind, 0 to FULL; null when the session asks for none of it. */
  points(kind) {
    const planned = this.planned[kind];
    return planned ? Math.round((FULL * Math.min(this.earned[kind], planned)) / planned) : null;
  }
}
