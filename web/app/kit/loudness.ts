// Playback at matched loudness: how much a piece is turned up or down, so that a louder one has no advantage.

/** What every piece is brought to, in LUFS. */
export const TARGET_LUFS = -18;
/** No piece is turned up so far that its true peak would pass this, in dBTP. */
export const CEILING_DBTP = -1;

export interface Loudness {
  readonly loudness_centi_lufs: number | null;
  readonly true_peak_centi_dbtp: number | null;
}

/** In dB; `undefined` where the loudness is not known. */
export function gainDb({ loudness_centi_lufs, true_peak_centi_dbtp }: Loudness): number | undefined {
  if (loudness_centi_lufs === null) return undefined;
  const wanted = TARGET_LUFS - loudness_centi_lufs / 100;
  return true_peak_centi_dbtp === null ? wanted : Math.min(wanted, CEILING_DBTP - true_peak_centi_dbtp / 100);
}

export function factor(db: number): number {
  return 10 ** (db / 20);
}
