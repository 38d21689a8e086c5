// Entries one after the other through one player: each plays on to the next, whose links are asked for before.
import { body, type Schema } from "../../api/client.js";
import { type Peaks, peaksOf } from "../kit/peaks.ts";
import { Player } from "../kit/player.svelte.ts";
import { studio } from "../sign_in/studio.ts";

/** The versions that can be played, the oldest first. */
export function playable(track: Schema<"Track">): Schema<"Version">[] {
  return track.versions.filter((one) => one.facts !== null);
}

export class Playlist {
  readonly player = new Player();
  current = $state.raw<Schema<"Track">>();
  peaks = $state.raw<Peaks>();
  problem = $state.raw<unknown>();
  /** What is played, in this order. */
  readonly #tracks: () => readonly Schema<"Track">[];
  #links = new Map<string, Promise<Schema<"Listening">>>();

  constructor(tracks: () => readonly Schema<"Track">[]) {
    this.#tracks = tracks;
    this.player.onended = () => void this.step(1);
  }

  isPlaying(track: Schema<"Track">): boolean {
    return this.current?.id === track.id && this.player.playing;
  }

  async toggle(track: Schema<"Track">): Promise<void> {
    if (this.current?.id === track.id) this.player.toggle();
    else await this.play(track);
  }

  /** What lies so many places on, if anything. */
  beside(step: -1 | 1): Schema<"Track"> | undefined {
    const tracks = this.#tracks().filter((one) => playable(one).length > 0);
    const at = tracks.findIndex((one) => one.id === this.current?.id);
    return at < 0 ? undefined : tracks[at + step];
  }

  async step(by: -1 | 1): Promise<void> {
    const next = this.beside(by);
    if (next !== undefined) await this.play(next);
  }

  async play(track: Schema<"Track">): Promise<void> {
    this.player.pause();
    this.current = track;
    this.peaks = undefined;
    this.problem = undefined;
    try {
      const { facts, preview, waveform } = await this.#linksOf(track);
      if (this.current.id !== track.id) return;
      this.player.load(preview.url, facts.duration_ms, facts);
      this.player.onlost = async () => {
        this.#links.delete(track.id);
        return (await this.#linksOf(track)).preview.url;
      };
      this.player.seek(0);
      await this.player.play();
      const peaks = peaksOf(await (await fetch(waveform.url)).json());
      if (this.current.id === track.id) this.peaks = peaks;
      const next = this.beside(1);
      if (next !== undefined) await this.#linksOf(next).catch(() => undefined);
    } catch (error) {
      if (this.current.id === track.id) this.problem = error;
    }
  }

  end(): void {
    this.player.end();
  }

  #linksOf(track: Schema<"Track">): Promise<Schema<"Listening">> {
    const known = this.#links.get(track.id);
    if (known !== undefined) return known;
    const version = playable(track).at(-1)?.version ?? 1;
    const path = { brief: track.brief, track: track.id, version };
    const asked = body(studio.GET("/briefs/{brief}/tracks/{track}/versions/{version}/listen", { params: { path } }));
    this.#links.set(track.id, asked);
    asked.catch(() => this.#links.delete(track.id));
    return asked;
  }
}
