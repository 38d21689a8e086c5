// How much a page of the studio brings, gzipped, and how much it may. Read from the manifest of the build:
// what a page's file imports, without what it asks for only later.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const KB = 1000;
/** Script and styles of a page, in kB gzipped; the last parts lie in web/app. */
const LIMITS = [
  ["first page", ["index.html"], 60],
  ["listening room", ["index.html", "room/Room.svelte"], 120],
  ["queue", ["index.html", "queue/Queue.svelte"], 120],
  ["board", ["index.html", "board/Board.svelte"], 120],
  ["brief", ["index.html", "board/BriefPage.svelte"], 120],
  ["track", ["index.html", "tracks/TrackPage.svelte"], 120],
  ["entries", ["index.html", "client/Entries.svelte"], 120],
  ["statement", ["index.html", "earnings/StatementPage.svelte"], 120],
];

function reach(manifest, key, seen) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`the build has no ${key}`);
  if (seen.has(chunk.file)) return;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const other of chunk.imports ?? []) reach(manifest, other, seen);
}

/** Prints each page's size; throws where one is above its limit. */
export async function holdSizes(folder) {
  const manifest = JSON.parse(await readFile(`${folder}/.vite/manifest.json`, "utf8"));
  const over = [];
  for (const [name, entries, limit] of LIMITS) {
    const files = new Set();
    for (const entry of entries) reach(manifest, entry, files);
    let bytes = gzipSync(await readFile(`${folder}/index.html`)).length;
    for (const file of files) bytes += gzipSync(await readFile(`${folder}/${file}`)).length;
    console.log(`${name.padEnd(15)} ${(bytes / KB).toFixed(1).padStart(6)} kB gz of ${limit}`);
    if (bytes > limit * KB) over.push(name);
  }
  if (over.length > 0) throw new Error(`too large: ${over.join(", ")}`);
}
