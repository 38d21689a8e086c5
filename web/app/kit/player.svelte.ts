// One player: an audio element behind what the pages show of it, at matched loudness where that is known.
import { factor, gainDb, type Loudness } from "./loudness.ts";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

export class Player {
  at_ms = $state(0);
  duration_ms = $state(0);
  playing = $state(false);
  waiting = $state(false);
  rate = $state(1);
  failed = $state(false);
  /** In dB; none where the loudness is not known or the reader wants it as it is. */
  gain_db = $state<number>();
  matched = $state(true);
  /** Told where the player is and whether what plays counts as heard. */
  onlook: ((at_ms: number, counts: boolean) => void) | undefined;
  /** The link has run out, or there is no network: brings a new one. */
  onlost: (() => Promise<string | undefined>) | undefined;
  /** It has played to its end. */
  onended: (() => void) | undefined;

  readonly #audio = new Audio();
  #context: AudioContext | undefined;
  #knob: GainNode | undefined;
  #frame = 0;
  #retried = false;
  /** Whether it is to play as soon as it can. */
  #wanted = false;
  static #current: { pause(): void } | undefined;

  /** What plays now, and nothing else. */
  static alone(one: { pause(): void }): void {
    if (Player.#current !== one) Player.#current?.pause();
    Player.#current = one;
  }

  constructor() {
    const audio = this.#audio;
    audio.preload = "metadata";
    audio.crossOrigin = "anonymous";
    for (const event of ["play", "playing", "pause", "seeked", "ended", "timeupdate", "ratechange", "waiting"]) {
      audio.addEventListener(event, () => this.#look(event));
    }
    audio.addEventListener("error", () => void this.#lost());
  }

  load(url: string, duration_ms: number, loudness: Loudness | null): void {
    this.duration_ms = duration_ms;
    this.gain_db = loudness === null ? undefined : gainDb(loudness);
    this.failed = false;
    this.#audio.src = url;
  }

  async play(): Promise<void> {
    Player.alone(this);
    this.#wanted = true;
    this.#wire();
    await this.#context?.resume();
    if (this.failed) return this.#lost();
    if (this.at_ms >= this.duration_ms - 50) this.seek(0);
    await this.#audio.play().catch(() => undefined);
  }

  pause(): void {
    this.#wanted = false;
    this.#audio.pause();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else void this.play();
  }

  seek(at_ms: number): void {
    this.#report();
    const to = Math.min(Math.max(at_ms, 0), this.duration_ms);
    this.#audio.currentTime = to / 1000;
    this.at_ms = to;
  }

  move(ms: number): void {
    this.seek(this.at_ms + ms);
  }

  speed(step: -1 | 1): void {
    const at = SPEEDS.indexOf(this.rate) + step;
    this.#report();
    this.rate = SPEEDS[Math.min(Math.max(at, 0), SPEEDS.length - 1)] ?? 1;
    this.#audio.playbackRate = this.rate;
  }

  match(wanted: boolean): void {
    this.matched = wanted;
    this.#turn();
  }

  end(): void {
    this.pause();
    cancelAnimationFrame(this.#frame);
    this.onlook = undefined;
    this.onlost = undefined;
    this.onended = undefined;
    this.#audio.removeAttribute("src");
    this.#audio.load();
    void this.#context?.close();
    if (Player.#current === this) Player.#current = undefined;
  }

  /** A browser lets sound be made only once somebody has asked for it. */
  #wire(): void {
    if (this.#context !== undefined) return;
    this.#context = new AudioContext();
    this.#knob = this.#context.createGain();
    this.#context.createMediaElementSource(this.#audio).connect(this.#knob).connect(this.#context.destination);
    this.#turn();
  }

  #turn(): void {
    if (this.#knob === undefined) return;
    this.#knob.gain.value = this.matched && this.gain_db !== undefined ? factor(this.gain_db) : 1;
  }

  #look(event: string): void {
    const audio = this.#audio;
    this.waiting = event === "waiting";
    this.playing = !audio.paused && !audio.ended;
    if (audio.ended) this.#wanted = false;
    if (!audio.seeking) this.at_ms = audio.currentTime * 1000;
    if (event !== "seeked" || !this.playing) this.#report();
    cancelAnimationFrame(this.#frame);
    if (this.playing) this.#follow();
    if (event === "ended") this.onended?.();
  }

  #report(): void {
    const audio = this.#audio;
    const counts = !audio.paused && !audio.ended && !audio.seeking && audio.playbackRate === 1;
    this.onlook?.(audio.currentTime * 1000, counts);
  }

  #follow(): void {
    this.#frame = requestAnimationFrame(() => {
      if (!this.#audio.seeking) this.at_ms = this.#audio.currentTime * 1000;
      if (this.playing) this.#follow();
    });
  }

  /** Once more with a new link, where it was. */
  async #lost(): Promise<void> {
    if (!this.#audio.hasAttribute("src")) return;
    const url = this.#retried ? undefined : await this.onlost?.().catch(() => undefined);
    this.#retried = true;
    if (url === undefined) {
      this.failed = true;
      this.playing = false;
      this.#retried = false;
      return;
    }
    const at = this.at_ms;
    this.failed = false;
    this.#audio.addEventListener("canplay", () => (this.#retried = false), { once: true });
    this.#audio.src = url;
    this.seek(at);
    if (this.#wanted) await this.play();
  }
}
