// What a muscle sounds like, so that a game can be played with closed eyes: one soft tone that rises with the squeeze and
// sinks as it is let go. Inside the band of a squeeze a fifth joins it; let go, it fades into silence. Each piece that is
// earned rings, and letting go rings as loud as squeezing.
const LOUDNESS = 0.05;
const LOW_HZ = 165;
/** The tone rises by this many octaves from rest to maximum. */
const OCTAVES = 1.25;
/** How fast tone and loudness follow, in seconds. */
const FOLLOW_S = 0.04;
const FADE_S = 0.25;
const BELLS_HZ = { squeeze: 988, release: 330 };

export class Hum {
  /** `audio` is an AudioContext that a press has woken. */
  constructor(audio) {
    this._audio = audio;
    this._out = new GainNode(audio, { gain: LOUDNESS });
    this._out.connect(audio.destination);
    [this._own, this._ownGain] = this._voice("triangle");
    [this._fifth, this._fifthGain] = this._voice("sine");
  }

  /** How it sounds now: `kind` is squeeze, release or null, `level` a percentage or NaN. */
  follow(kind, level, isInside) {
    const hertz = LOW_HZ * 2 ** ((OCTAVES * Math.min(Math.max(level || 0, 0), 120)) / 100);
    const sounds = kind !== null && !Number.isNaN(level);
    this._own.frequency.setTargetAtTime(hertz, this._audio.currentTime, FOLLOW_S);
    this._fifth.frequency.setTargetAtTime(1.5 * hertz, this._audio.currentTime, FOLLOW_S);
    this._turn(this._ownGain, sounds && !(kind === "release" && isInside) ? 1 : 0);
    this._turn(this._fifthGain, sounds && kind === "squeeze" && isInside ? 0.7 : 0);
  }

  bell(kind) {
    const { _audio: audio } = this;
    const at = audio.currentTime;
    const tone = new OscillatorNode(audio, { frequency: BELLS_HZ[kind] });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, at).linearRampToValueAtTime(1.2, at + 0.01).setTargetAtTime(0, at + 0.01, 0.12);
    tone.connect(gain).connect(this._out);
    tone.start(at);
    tone.stop(at + 0.8);
  }

  hush() {
    for (const gain of [this._ownGain, this._fifthGain]) this._turn(gain, 0);
  }

  _voice(type) {
    const tone = new OscillatorNode(this._audio, { type, frequency: LOW_HZ });
    const gain = new GainNode(this._audio, { gain: 0 });
    tone.connect(gain).connect(this._out);
    tone.start();
    return [tone, gain];
  }

  _turn({ gain }, value) {
    gain.setTargetAtTime(value, this._audio.currentTime, value ? FOLLOW_S : FADE_S);
  }
}
