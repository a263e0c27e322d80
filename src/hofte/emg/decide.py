"""When a muscle works and when it has let go: the decisions, block by block and frame by frame.

The threshold has two ends: the muscle is on when it stands clearly above its rest *and* reaches a share of the way to
the person's own maximum. Rest is followed as it changes, from the time in which the muscle is not on.
Numbers without a source are our own design, tested on synthetic signals and on free recordings; no pelvic-floor
recording has validated them.

References
----------
Page (1954), Biometrika 41:100, doi 10.1093/biomet/41.1-2.100: evidence for a change is gathered as a cumulative sum.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from hofte.emg.level import Scale
from hofte.emg.measure import Span
from hofte.emg.model import ENVELOPE_RATE

#: Frames of the average behind what rest reaches now and then, and of the level that is reported.
SHORT, LONG = 6, 10
#: Frames of a block: rest is learnt block by block.
BLOCK = 25
#: The muscle is on above this share of the way from rest to maximum, and off below the second.
ON, OFF = 0.12, 0.07
#: … and above rest times this power of its spread, which is what rest reaches within a quarter of a second, divided by
#: its mean. A slow sensor has a narrow band, whose noise wanders more.
ABOVE_SPREAD, LEAST_SPREAD = 2.0, 1.2
#: and off below this share of the way from rest to there.
BACK = 0.6
#: It is off, too, when less than this share is left of the height that it had within the last blocks (2 s).
LEFT, RECENT_BLOCKS = 0.33, 8
#: Evidence is gathered frame by frame: the power divided by that of the threshold, less one (Page's cumulative sum for
#: a change of variance). One frame counts at most so much, and a decision takes so much.
MOST_ON, ENOUGH_ON = 2.0, 5.0
MOST_OFF, ENOUGH_OFF = 2.0, 20.0
#: A squeeze on top of another is told by a block that is this many times as large as the blocks before it, which were
#: steady (the largest so many times the smallest) for so many blocks (1.5 s).
RISES, STEADY, STEADY_BLOCKS = 2.0, 2.0, 6
#: Rest is learnt from this many blocks in which the muscle was off, as their lower quartile; a block counts when so
#: many others have followed it, so that the beginning of a slow squeeze does not.
REST_BLOCKS, REST_SHARE, DELAY_BLOCKS = 40, 0.25, 2
#: What a squeeze rises from is the lowest of the last blocks before it (1.5 s), if that is above rest.
LOCAL_BLOCKS = 6
#: Rest as measured reaches this many times its mean now and then, before it is known better.
USUAL_CEILING = 1.4
#: The longest hold that anybody plans, in seconds (the endurance part of an assessment); five seconds later the state
#: is given up, whatever the signal does.
LONGEST_S, GRACE_S = 60.0, 5.0
#: A contraction goes on across a gap that is no longer than this, in seconds, if the muscle is on after it; if not, it
#: ended where the gap began.
GAP_S = 1.0


class _Quartile:
    """The lower quartile of the last values."""

    def __init__(self) -> None:
        self._values: deque[float] = deque()
        self._sorted: list[float] = []

    def add(self, value: float) -> None:
        self._values.append(value)
        insort(self._sorted, value)
        if len(self._values) > REST_BLOCKS:
            del self._sorted[bisect_left(self._sorted, self._values.popleft())]

    def value(self) -> float:
        return self._sorted[int(REST_SHARE * (len(self._sorted) - 1))]


class Decider:
    """The decisions, from frames that somebody else has cut: power by power, and learning block by block.

    It is fed by :class:`Detector` live and by :func:`hofte.emg.whole.find_contractions`, which passes by blocks in
    which nothing can happen; so both decide alike.
    """

    def __init__(self, scale: Scale, longest_s: float) -> None:
        self._scale = scale
        self._longest = round((longest_s + GRACE_S) * ENVELOPE_RATE)
        self._means, self._peaks = _Quartile(), _Quartile()
        self._waiting: deque[tuple[float, float]] = deque()
        self._rest, self._ceiling = scale.rest, scale.rest * USUAL_CEILING
        self._tone = 0.0  # what was left after the contraction before, and how high that one was
        self._height = 0.0
        self._recent: deque[float] = deque(maxlen=RECENT_BLOCKS)
        self._local: deque[float] = deque(maxlen=LOCAL_BLOCKS)
        self._evidence = 0.0  # for a change
        self._since = 0  # the frame in which it began to gather
        self._lost = 0
        self._onset: int | None = None
        self._decided = 0
        self._on = self._off = 0.0  # the thresholds, as powers
        self._spread = LEAST_SPREAD
        # What the contraction under way rose from, and what that reaches now and then.
        self._base = self._base_peak = self._floor = scale.rest
        self._least_off = 0.0
        self._set_on()

    @property
    def active(self) -> bool:
        return self._onset is not None

    @property
    def onset(self) -> int:
        """The frame of the onset of the contraction under way, -1 if there is none."""
        return -1 if self._onset is None else self._onset

    def is_quiet(self, end: int, low: float, high: float) -> bool:
        """Whether a block up to frame ``end`` whose powers lie between these can change nothing."""
        if self._evidence or self._lost:
            return False
        if self._onset is None:
            return high <= self._on
        return low >= self._off and end - self._onset < self._longest

    def walk(self, first: int, powers: Sequence[float | None]) -> list[Span]:
        """Take the powers of the frames from ``first`` on; give the contractions that are over."""
        spans: list[Span] = []
        at = 0
        while at < len(powers):
            span = None
            if powers[at] is None:
                span = self._miss(first + at)
                at += 1
            elif self._onset is None:
                at = self._wait(first, powers, at)
            else:
                at, span = self._hold(first, powers, at)
            if span:
                spans.append(span)
        return spans

    def _wait(self, first: int, powers: Sequence[float | None], at: int) -> int:
        """Gather evidence for an onset, up to one or to a missing frame; where it stopped."""
        self._lost = 0
        evidence, since, threshold = self._evidence, self._since, self._on
        for n in range(at, len(powers)):
            power = powers[n]
            if power is None:
                break
            gain = power / threshold - 1.0
            if evidence == 0.0:
                if gain <= 0.0:
                    continue
                since = first + n
            evidence = max(0.0, evidence + min(gain, MOST_ON))
            if evidence >= ENOUGH_ON:
                self._since = since
                self._begin(first + n)
                return n + 1
        else:
            n = len(powers)
        self._evidence, self._since = evidence, since
        return n

    def _hold(self, first: int, powers: Sequence[float | None], at: int) -> tuple[int, Span | None]:
        """Gather evidence for an offset, up to one or to a missing frame; where it stopped."""
        lost, self._lost = self._lost, 0
        evidence, since, threshold = self._evidence, self._since, self._off
        end = min(len(powers), self.onset + self._longest - first)
        for n in range(at, end):
            power = powers[n]
            if power is None:
                break
            gain = 1.0 - power / threshold
            if evidence == 0.0:
                if gain <= 0.0:
                    continue
                since = first + n - (lost if n == at else 0)
            evidence = max(0.0, evidence + max(gain, -MOST_OFF))
            if evidence >= ENOUGH_OFF:
                return n + 1, self._end(since)
        else:
            n = max(end, at)
            if n < len(powers):
                return n, self._give_up(first + n)
        self._evidence, self._since = evidence, since
        return n, None

    def learn(self, first: int, mean: float | None, peak: float | None, largest: int) -> Span | None:
        """A block is over.

        Parameters
        ----------
        first : int
            The first frame of the block.
        mean, peak : float or None
            Its root mean square and its largest short average; ``None`` if a frame is missing.
        largest : int
            The place in it of the largest power.

        Returns
        -------
        Span or None
            A contraction that is over since another rose on top of it.
        """
        if mean is None or peak is None:
            self._waiting.clear()
            return None
        if self._onset is None:
            self._learn_rest(mean, peak)
            return None
        span = self._go_on(first, first + largest) if self._rises(mean) else None
        self._recent.append(mean)
        self._set_off()
        return span

    def _learn_rest(self, mean: float, peak: float) -> None:
        self._tone = min(self._tone, mean)
        self._local.append(mean)
        self._waiting.append((mean, peak))
        if len(self._waiting) > DELAY_BLOCKS:
            old_mean, old_peak = self._waiting.popleft()
            self._means.add(old_mean)
            self._peaks.add(old_peak)
            self._rest, self._ceiling = self._means.value(), self._peaks.value()
        self._set_on()

    def finish(self, frame: int) -> Span | None:
        """There is no more signal: a contraction under way ends here."""
        return self._end(frame) if self.active else None

    def _miss(self, frame: int) -> Span | None:
        self._evidence = 0.0
        self._lost += 1
        if self.active and self._lost > GAP_S * ENVELOPE_RATE:
            return self._end(frame - self._lost + 1)
        return None

    def _rises(self, mean: float) -> bool:
        """Whether a block stands out of a steady level so far that it must be a new squeeze."""
        if len(self._recent) < STEADY_BLOCKS or mean <= RISES * self._recent[-1]:
            return False
        steady = list(self._recent)[-STEADY_BLOCKS:]
        height = max(steady)
        way = self._scale.maximum - self._rest
        return height <= STEADY * min(steady) and mean > max(RISES * height, height + LEFT * way)

    def _go_on(self, first: int, onset: int) -> Span:
        """What was held is tone; a contraction on top of it began within the block."""
        tone = max(list(self._recent)[-STEADY_BLOCKS:])
        span = replace(self._end(max(self.onset + 1, first - BLOCK)), closed=True)
        self._tone, self._since = tone, onset
        self._begin(first + BLOCK - 1)
        return span

    def _begin(self, frame: int) -> None:
        self._onset, self._decided, self._evidence = self._since, frame, 0.0
        self._floor = max(self._rest, self._tone)
        self._base = max(self._floor, min(self._local, default=0.0))
        self._base_peak = self._base * self._spread
        self._recent.clear()
        self._local.clear()
        self._waiting.clear()
        way, clear = self._scale.maximum - self._rest, self._clear_of_rest() - self._rest
        self._least_off = self._floor + max(OFF * way, BACK * clear)
        self._set_off()

    def _end(self, frame: int) -> Span:
        span = Span(self._onset or 0, frame, self._decided, self._base, self._base_peak)
        self._onset, self._evidence = None, 0.0
        self._tone = math.sqrt(self._off)
        self._height = max(self._recent, default=self._tone) - self._rest
        self._set_on()
        return span

    def _give_up(self, frame: int) -> Span:
        """The muscle is on for longer than anybody holds: what it does is its tone now."""
        tone = max(self._recent, default=self._tone)
        span = self._end(frame)
        self._tone, self._height = tone, 0.0
        self._set_on()
        return span

    def _set_on(self) -> None:
        rest = self._rest
        self._spread = max(self._ceiling / rest, LEAST_SPREAD) if rest else LEAST_SPREAD
        on = self._clear_of_rest()
        if self._tone > rest:
            way = self._scale.maximum - rest
            left = self._tone + max(ON * way, LEFT * self._height)
            on = max(on, left, self._tone * math.pow(self._spread, ABOVE_SPREAD))
        self._on = on * on

    def _set_off(self) -> None:
        off = self._least_off
        if self._recent:
            off = max(off, self._floor + LEFT * (max(self._recent) - self._floor))
        self._off = off * off

    def _clear_of_rest(self) -> float:
        rest = self._rest
        return max(rest + ON * (self._scale.maximum - rest), rest * math.pow(self._spread, ABOVE_SPREAD))
