// The stored shape of a piece: audiowaveform's JSON (version 2) as pairs of lowest and highest, made fewer
// for the width there is.

export interface Peaks {
  /** The part above and below silence of each stretch, 0 to 1, by the loudest of the piece. */
  readonly tall: Float32Array;
}

/** `undefined` where it is no such file. */
export function peaksOf(file: unknown): Peaks | undefined {
  if (typeof file !== "object" || file === null) return undefined;
  const { data, channels } = file as { data?: unknown; channels?: unknown };
  if (!Array.isArray(data) || data.length < 2) return undefined;
  const step = 2 * (typeof channels === "number" ? channels : 1);
  const tall = new Float32Array(Math.floor(data.length / step));
  let most = 1;
  for (let at = 0; at < tall.length; at += 1) {
    let here = 0;
    for (let part = 0; part < step; part += 1) here = Math.max(here, Math.abs(Number(data[at * step + part])));
    tall[at] = here;
    most = Math.max(most, here);
  }
  return { tall: tall.map((one) => one / most) };
}

/** The loudest of each of `count` even stretches. */
export function fewer({ tall }: Peaks, count: number): Float32Array {
  const bars = new Float32Array(count);
  for (let bar = 0; bar < count; bar += 1) {
    const from = Math.floor((bar * tall.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * tall.length) / count));
    for (let at = from; at < to; at += 1) bars[bar] = Math.max(bars[bar] ?? 0, tall[at] ?? 0);
  }
  return bars;
}
