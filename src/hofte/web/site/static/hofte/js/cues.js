// What a session sounds and feels like: soft tones, spoken cues, vibration.
//
// Tones go to the audio clock ahead of time, so a locked screen or a slow tab does not delay them. They are short, soft
// and mixed with whatever else plays: Web Audio only, which never takes the music away.
import { now } from "hofte/clock.js";

const LOUDNESS = 0.16;
/** Each tone: hertz, begin and length in seconds. Up for effort, down for letting go, low for rest. */
const TONES = {
  effort: [[523, 0, 0.09], [659, 0.1, 0.16]],
  down: [[659, 0, 0.09], [523, 0.1, 0.16]],
  hold: [[587, 0, 0.22]],
  release: [[659, 0, 0.12], [440, 0.13, 0.34]],
  rest: [[392, 0, 0.26]],
  switch: [[494, 0, 0.12], [494, 0.2, 0.12]],
  pip: [[880, 0, 0.05]],
  done: [[523, 0, 0.14], [659, 0.15, 0.14], [784, 0.3, 0.4]],
};
const BUZZES = { release: [30, 70, 30], rest: [30], switch: [40, 90, 40, 90, 40], done: [80, 60, 160] };
const OF_KIND = { work: "effort", set_rest: "rest", ready: null };
const OF_CUE = { down: "down", half_down: "down", squeeze: "effort" };
/** Phases whose last three seconds are counted down: what comes next asks for readiness. */
const COUNTED_DOWN = ["ready", "rest", "set_rest", "switch"];

const soundOf = (phase) => OF_CUE[phase.cue] ?? (phase.kind in OF_KIND ? OF_KIND[phase.kind] : phase.kind);

/** The tones of what will happen: [seconds, name], in the time of the outputs. */
export function tonesOf(phases, { what, at_s, passed_s = 0, phase: index, cue }) {
  if (what === "finished") return [[at_s, "done"]];
  if (what === "said" && cue === "let_go") return [[at_s, "release"]];
  if (what !== "entered") return [];
  const { until, kind } = phases[index];
  const end = at_s - passed_s + until.at_least_s;
  const pips = COUNTED_DOWN.includes(kind) && !until.event && until.at_least_s >= 4 ? [3, 2, 1] : [];
  return [[at_s, soundOf(phases[index])], ...pips.map((before) => [end - before, "pip"])];
}

export class Cues {
  /** `switches`: what is wanted, at any time: {sound, voice, discreet}. */
  constructor(lang, switches) {
    Object.assign(this, { lang, switches });
    if (navigator.audioSession) navigator.audioSession.type = "ambient";
  }

  /** The audio clock, once a press has woken it. */
  get audio() {
    return this._audio?.state === "running" ? this._audio : null;
  }

  /** Browsers let a page sound only after a press. `onChange`: the audio clock stood still or runs again. */
  unlock(onChange) {
    this._audio ??= new AudioContext();
    this._audio.onstatechange = onChange;
    this.wake();
  }

  /** Go on after a call has held the audio clock. */
  wake() {
    this._audio?.resume().catch(() => {});
  }

  /** Forget all tones to come and schedule these; `zero` is when second 0 of them was on the clock. */
  plan(tones, zero) {
    this._batch?.disconnect();
    if (this._audio?.state !== "running" || !this.switches.sound || this.switches.discreet) return;
    this._batch = new GainNode(this._audio, { gain: LOUDNESS });
    this._batch.connect(this._audio.destination);
    const shift = zero - now();
    for (const [at, name] of tones) {
      const begin = this._audio.currentTime + Math.max(0, shift + at);
      if (shift + at > -0.1) for (const tone of TONES[name] ?? []) this._play(begin, ...tone);
    }
  }

  say(text) {
    if (!text || !this.switches.voice || this.switches.discreet) return;
    window.speechSynthesis?.cancel();
    window.speechSynthesis?.speak(Object.assign(new SpeechSynthesisUtterance(text), { lang: this.lang }));
  }

  /** Vibrate for a phase, or for the end. */
  buzz(phase) {
    const sound = phase ? soundOf(phase) : "done";
    if (sound && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZES[sound] ?? [70]);
  }

  hush() {
    this._batch?.disconnect();
    window.speechSynthesis?.cancel();
  }

  _play(begin, hertz, after, length) {
    const at = begin + after;
    const oscillator = new OscillatorNode(this._audio, { frequency: hertz });
    const envelope = new GainNode(this._audio, { gain: 0 });
    envelope.gain.setValueAtTime(0, at).linearRampToValueAtTime(1, at + 0.015).setTargetAtTime(0, at + 0.015, length / 4);
    oscillator.connect(envelope).connect(this._batch);
    oscillator.start(at);
    oscillator.stop(at + length + 0.1);
  }
}
