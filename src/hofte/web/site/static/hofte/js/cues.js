// What a session sounds and feels like: soft tones, spoken cues, vibration. Knows kinds of moments, not their order.
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
const BUZZES = {
  effort: [70], down: [70], hold: [70], release: [30, 70, 30], rest: [30], switch: [40, 90, 40, 90, 40], done: [80, 60, 160],
};
const SOUND_OF_KIND = { work: "effort", set_rest: "rest" };
const SOUND_OF_CUE = { down: "down", half_down: "down", squeeze: "effort" };
/** Phases whose last three seconds are counted down: what comes next asks for readiness. */
const COUNTED_DOWN = ["ready", "rest", "set_rest", "switch"];

/** The sound of a phase, or null for one that begins in silence. */
export function soundOf(phase) {
  if (phase.kind === "ready") return null;
  return SOUND_OF_CUE[phase.cue] ?? SOUND_OF_KIND[phase.kind] ?? phase.kind;
}

/** Moments at which the last seconds of a phase are counted down. */
export function pipsOf(phase, endsAt) {
  if (!COUNTED_DOWN.includes(phase.kind) || phase.until.at_least_s < 4) return [];
  return [3, 2, 1].map((seconds) => ({ at: endsAt - seconds, sound: "pip" }));
}

export class Cues {
  /** `switches` says at any time what is wanted: {sound, voice, discreet}. */
  constructor({ lang, switches }) {
    Object.assign(this, { lang, switches });
    if (navigator.audioSession) navigator.audioSession.type = "ambient";
  }

  /** Browsers let a page sound only after a press. `onChange`: the audio clock stood still or runs again. */
  unlock(onChange) {
    if (!this._audio && window.AudioContext) {
      this._audio = new AudioContext();
      this._audio.onstatechange = onChange;
    }
    this._audio?.resume().catch(() => {});
  }

  /** Forget all tones to come and schedule these: [{at, sound}], in seconds of the clock. */
  plan(moments) {
    this._batch?.disconnect();
    this._batch = null;
    if (!this._audio || this._audio.state !== "running" || !this.switches().sound || this.switches().discreet) return;
    this._batch = this._audio.createGain();
    this._batch.gain.value = LOUDNESS;
    this._batch.connect(this._audio.destination);
    const zero = this._audio.currentTime - now();
    for (const { at, sound } of moments) {
      for (const [hertz, after, length] of TONES[sound] ?? []) {
        this._tone(hertz, Math.max(this._audio.currentTime, zero + at) + after, length);
      }
    }
  }

  say(text) {
    if (!window.speechSynthesis || !text || !this.switches().voice || this.switches().discreet) return;
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = this.lang;
    speechSynthesis.speak(utterance);
  }

  buzz(sound) {
    if (BUZZES[sound]) navigator.vibrate?.(BUZZES[sound]);
  }

  hush() {
    this.plan([]);
    window.speechSynthesis?.cancel();
  }

  _tone(hertz, at, length) {
    const oscillator = this._audio.createOscillator();
    const envelope = this._audio.createGain();
    oscillator.frequency.value = hertz;
    envelope.gain.setValueAtTime(0, at);
    envelope.gain.linearRampToValueAtTime(1, at + 0.015);
    envelope.gain.setTargetAtTime(0, at + 0.015, length / 4);
    oscillator.connect(envelope).connect(this._batch);
    oscillator.start(at);
    oscillator.stop(at + length + 0.1);
  }
}
