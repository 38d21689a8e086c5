// Lighthouse's measures of how fast a page is there, taken by the browser itself, and scored with Lighthouse's
// own curves for desktops (version 12): a log-normal between what scores 90 and what scores 50.
import type { CDPSession, Page } from "@playwright/test";

/** Milliseconds, but for the shift of the layout, which has no unit. */
export interface Measures {
  readonly first_paint: number;
  readonly largest_paint: number;
  readonly blocked: number;
  readonly shift: number;
}

interface Curve {
  /** Where the score is 0.9. */
  readonly good: number;
  /** Where the score is 0.5. */
  readonly middling: number;
  readonly weight: number;
}

/** Lighthouse's speed index (weight 10) is left out: it needs films of the page. */
const CURVES: Readonly<Record<keyof Measures, Curve>> = {
  first_paint: { good: 934, middling: 1600, weight: 10 },
  largest_paint: { good: 1200, middling: 2400, weight: 25 },
  blocked: { good: 150, middling: 350, weight: 30 },
  shift: { good: 0.1, middling: 0.25, weight: 25 },
};

/** Its throttling for desktops: 40 ms there and back, 10 Mbit/s. */
export async function throttled(page: Page, { latency = 40, bytes_per_s = 1_250_000 } = {}): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  const limits = { offline: false, latency, downloadThroughput: bytes_per_s, uploadThroughput: bytes_per_s };
  await devtools.send("Network.emulateNetworkConditions", limits);
  return devtools;
}

/** Reads the page anew with an empty cache, until it has been quiet for half a second. */
export async function measured(page: Page): Promise<Measures> {
  const devtools = await throttled(page);
  await devtools.send("Network.clearBrowserCache");
  await page.reload({ waitUntil: "networkidle" });
  const found = await page.evaluate(async () => {
    const seen = (type: string) =>
      new Promise<PerformanceEntry[]>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
        observer.observe({ type, buffered: true });
        setTimeout(() => resolve(observer.takeRecords()), 500);
      });
    const shifts = await seen("layout-shift");
    const long = await seen("longtask");
    const largest = (await seen("largest-contentful-paint")).at(-1)?.startTime ?? 0;
    const first_paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    const shift = shifts.reduce((sum, one) => sum + ("value" in one && typeof one.value === "number" ? one.value : 0), 0);
    const blocked = long.filter((one) => one.startTime > first_paint).reduce((sum, one) => sum + one.duration - 50, 0);
    return { first_paint, largest_paint: Math.max(largest, first_paint), blocked, shift };
  });
  await devtools.detach();
  return found;
}

/** From 0 to 100. */
export function score(measures: Measures): number {
  const names = Object.keys(CURVES) as (keyof Measures)[];
  const all = names.reduce((sum, name) => sum + CURVES[name].weight, 0);
  return (100 * names.reduce((sum, name) => sum + CURVES[name].weight * part(measures[name], CURVES[name]), 0)) / all;
}

/** The part of the log-normal distribution above a value. */
function part(value: number, { good, middling }: Curve): number {
  if (value <= 0) return 1;
  const NINTH = 0.9061938024368232;
  const width = Math.log(middling / good) / NINTH;
  return (1 - erf(Math.log(value / middling) / width)) / 2;
}

/** Abramowitz and Stegun, 7.1.26. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}
