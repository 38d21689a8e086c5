// Several recordings on one playhead: all of them play, one is heard, and the others are kept in step with it, so
// that changing over leaves no gap and no jump. Each is at the same loudness where its own is known.
import { factor, gainDb, type Loudness } from "./loudness.ts";
import { Player } from "./player.svelte.ts";

export interface Tape {
  readonly url: string;
  readonly duration_ms: number;
  readonly loudness: Loudness;
  /** Brings a new link, where this one has run out. */
  readonly renew: () => Promise<string>;
}

interface Lane {
  readonly tape: Tape;
  readonly audio: HTMLAudioElement;
  readonly gain_db: number | undefined;
  knob: GainNode | undefined;
  renewed: boolean;
}

/** How often the silent ones are looked at, in milliseconds. */
const LOOK_MS = 100;
/** One that is further off jumps; a nearer one runs a little faster or slower. */
const JUMP_MS = 120;
/** So near is together. */
const NEAR_MS = 3;
/** How far the speed of a silent one is bent at most. */
const BEND = 0.06;
/** How long changing over takes, in seconds: long enough for no click, too short to be a fade. */
const CROSS_S = 0.008;

export class Deck {
  at_ms = $state(0);
  playing = $state(false);
  waiting = $state(false);
  failed = $state(false);
  matched = $state(true);
  heard = $state(0);
  /** How far the one that was turned to was from the one before it, at the last change while playing. */
  apart_ms = $state<number>();
  readonly duration_ms: number;
  readonly #lanes: readonly Lane[];
  #context: AudioContext | undefined;
  #looks: ReturnType<typeof setInterval> | undefined;
  #frame = 0;

  constructor(tapes: readonly Tape[]) {
    this.duration_ms = Math.max(0, ...tapes.map((tape) => tape.duration_ms));
    this.#lanes = tapes.map((tape) => this.#laneOf(tape));
  }

  /** In dB, of the one that is heard. */
  get gain_db(): number | undefined {
    return this.#lanes[this.heard]?.gain_db;
  }

  async play(): Promise<void> {
    if (this.playing) return;
    Player.alone(this);
    this.#wire();
    this.playing = true;
    this.failed = false;
    if (this.at_ms >= this.duration_ms - 50) this.seek(0);
    await this.#context?.resume();
    await Promise.all(this.#lanes.map((lane) => this.#start(lane)));
    this.#looks ??= setInterval(() => this.#keepInStep(), LOOK_MS);
    this.#follow();
  }

  pause(): void {
    this.playing = false;
    this.waiting = false;
    clearInterval(this.#looks);
    this.#looks = undefined;
    cancelAnimationFrame(this.#frame);
    for (const { audio } of this.#lanes) audio.pause();
    const heard = this.#lanes[this.heard];
    if (heard !== undefined && this.at_ms < heard.tape.duration_ms) this.at_ms = heard.audio.currentTime * 1000;
    for (const lane of this.#lanes) this.#place(lane, this.at_ms);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else void this.play();
  }

  seek(at_ms: number): void {
    this.at_ms = Math.min(Math.max(at_ms, 0), this.duration_ms);
    for (const lane of this.#lanes) {
      this.#place(lane, this.at_ms);
      if (this.playing) void this.#start(lane);
    }
  }

  /** From now on this one is heard, where the other one is. */
  turnTo(which: number): void {
    const [before, after] = [this.#lanes[this.heard], this.#lanes[which]];
    if (after === undefined || which === this.heard) return;
    if (this.playing && before !== undefined) {
      this.apart_ms = Math.abs(after.audio.currentTime - before.audio.currentTime) * 1000;
    }
    after.audio.playbackRate = 1;
    this.heard = which;
    this.#turn(CROSS_S);
  }

  match(wanted: boolean): void {
    this.matched = wanted;
    this.#turn(CROSS_S);
  }

  end(): void {
    this.pause();
    for (const { audio } of this.#lanes) {
      audio.removeAttribute("src");
      audio.load();
    }
    void this.#context?.close();
  }

  #laneOf(tape: Tape): Lane {
    const audio = new Audio();
    audio.crossOrigin = "anonymous";
    audio.preload = "auto";
    audio.src = tape.url;
    const lane: Lane = { tape, audio, gain_db: gainDb(tape.loudness), knob: undefined, renewed: false };
    audio.addEventListener("error", () => void this.#lost(lane));
    audio.addEventListener("waiting", () => this.#isHeard(lane) && (this.waiting = true));
    audio.addEventListener("playing", () => this.#isHeard(lane) && (this.waiting = false));
    return lane;
  }

  #isHeard(lane: Lane): boolean {
    return this.#lanes[this.heard] === lane;
  }

  async #start({ audio, tape }: Lane): Promise<void> {
    if (this.at_ms < tape.duration_ms) await audio.play().catch(() => undefined);
  }

  #place({ audio, tape }: Lane, at_ms: number): void {
    audio.playbackRate = 1;
    const to = Math.min(at_ms, tape.duration_ms) / 1000;
    if (Math.abs(audio.currentTime - to) > 0.0005) audio.currentTime = to;
  }

  /** A browser lets sound be made only once somebody has asked for it. */
  #wire(): void {
    if (this.#context !== undefined) return;
    const context = new AudioContext();
    this.#context = context;
    for (const lane of this.#lanes) {
      lane.audio.preservesPitch = false;
      lane.knob = context.createGain();
      context.createMediaElementSource(lane.audio).connect(lane.knob).connect(context.destination);
    }
    this.#turn(0);
  }

  #turn(seconds: number): void {
    const now = this.#context?.currentTime ?? 0;
    for (const [at, { knob, gain_db }] of this.#lanes.entries()) {
      if (knob === undefined) continue;
      const loud = this.matched && gain_db !== undefined ? factor(gain_db) : 1;
      knob.gain.cancelScheduledValues(now);
      knob.gain.setValueAtTime(knob.gain.value, now);
      knob.gain.linearRampToValueAtTime(at === this.heard ? loud : 0, now + seconds);
    }
  }

  /** Bends the speed of those that nobody hears until they are where the one is that is heard. */
  #keepInStep(): void {
    const heard = this.#lanes[this.heard];
    if (heard === undefined || heard.audio.seeking || heard.audio.paused) return;
    for (const lane of this.#lanes) {
      const { audio, tape } = lane;
      if (lane === heard || audio.seeking || audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) continue;
      const at_ms = heard.audio.currentTime * 1000;
      if (at_ms >= tape.duration_ms - JUMP_MS) continue;
      const ahead = audio.currentTime * 1000 - at_ms;
      if (audio.paused) void this.#start(lane);
      if (Math.abs(ahead) > JUMP_MS) audio.currentTime = at_ms / 1000;
      else audio.playbackRate = Math.abs(ahead) < NEAR_MS ? 1 : 1 - Math.max(-BEND, Math.min(BEND, ahead / (4 * LOOK_MS)));
    }
  }

  /** Where the one that is heard is; past its end, where the longest is. */
  #follow(): void {
    this.#frame = requestAnimationFrame(() => {
      if (!this.playing) return;
      const lanes = [this.#lanes[this.heard], ...this.#lanes].filter((lane) => lane !== undefined);
      const runs = lanes.find(({ audio }) => !audio.ended && !audio.paused);
      if (runs !== undefined && !runs.audio.seeking) this.at_ms = runs.audio.currentTime * 1000;
      if (lanes.every(({ audio, tape }) => audio.ended || this.at_ms >= tape.duration_ms)) {
        this.pause();
        this.at_ms = this.duration_ms;
      } else this.#follow();
    });
  }

  /** Once more with a new link, where the others are. */
  async #lost(lane: Lane): Promise<void> {
    if (!lane.audio.hasAttribute("src")) return;
    const url = lane.renewed ? undefined : await lane.tape.renew().catch(() => undefined);
    lane.renewed = true;
    if (url === undefined) {
      lane.renewed = false;
      if (this.#isHeard(lane)) this.failed = true;
      return;
    }
    lane.audio.addEventListener("canplay", () => (lane.renewed = false), { once: true });
    lane.audio.src = url;
    this.#place(lane, this.at_ms);
    if (this.playing) await this.#start(lane);
  }
}
