// Knows what time it is, and nothing of sessions.
//
// A timer that counts ticks drifts; this clock is absolute. It goes by the browser's steady clock, so that setting the
// time of day moves nothing; where that clock stood still because the device slept behind a hidden page, that is added.
let slept = 0;
let seenAhead = ahead();
let wasAway = false;

for (const name of ["visibilitychange", "freeze"]) document.addEventListener(name, () => { wasAway = true; });

function steady() {
  return (performance.timeOrigin + performance.now()) / 1000;
}

function ahead() {
  return Date.now() / 1000 - steady();
}

/** Seconds since 1970; never goes back. */
export function now() {
  const isAhead = ahead();
  const jump = isAhead - seenAhead;
  if (jump > 1 && (wasAway || document.hidden)) slept += jump;
  seenAhead = isAhead;
  wasAway = document.hidden;
  return steady() + slept;
}

/** Call `wake` in so many seconds, or as soon after as the browser lets us; answers what calls it off. */
export function after(seconds, wake) {
  const timer = setTimeout(wake, Math.min(Math.max(0, seconds * 1000), 2 ** 31 - 1));
  return () => clearTimeout(timer);
}
