// Puts together what the studio serves: web/dist. The studio itself is built of web/app; the page of the API
// document is swagger-ui as it is published, beside three small files of ours.
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { build } from "vite";
import { holdSizes } from "./sizes.mjs";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const swagger = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));
const TAKEN = ["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png", "LICENSE", "NOTICE"];

const making = here(`dist.${process.pid}`);
await mkdir(`${making}/docs`, { recursive: true });
await cp(here("docs"), `${making}/docs`, { recursive: true });
for (const name of TAKEN) await cp(`${swagger}/${name}`, `${making}/docs/${name}`);
try {
  process.env["STUDIO_OUT"] = `${making}/app`;
  await build({ configFile: here("app/vite.config.ts"), logLevel: "warn" });
  await holdSizes(`${making}/app`);
} catch (error) {
  await rm(making, { recursive: true, force: true });
  throw error;
}
await rm(`${making}/app/.vite`, { recursive: true });
// The laptop sends these to browsers; CloudFront compresses by itself, so `make deploy` leaves them out.
for (const name of ["index.html", ...(await readdir(`${making}/app/assets`)).map((file) => `assets/${file}`)]) {
  if (!/\.(css|html|js|svg)$/.test(name)) continue;
  const compressed = await promisify(gzip)(await readFile(`${making}/app/${name}`), { level: 9 });
  await writeFile(`${making}/app/${name}.gz`, compressed);
}
// The studio builds again when a source is newer than this.
await writeFile(`${making}/stamp`, `${new Date().toISOString()}\n`);
await rm(here("dist"), { recursive: true, force: true });
await rename(making, here("dist"));
