// Puts together what the studio serves: web/dist. Nothing is bundled: the page of the API document is
// swagger-ui as it is published, beside three small files of ours.
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const swagger = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));
const TAKEN = ["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png", "LICENSE", "NOTICE"];

const making = here(`dist.${process.pid}`);
await mkdir(`${making}/docs`, { recursive: true });
await cp(here("docs"), `${making}/docs`, { recursive: true });
for (const name of TAKEN) await cp(`${swagger}/${name}`, `${making}/docs/${name}`);
// The studio builds again when a source is newer than this.
await writeFile(`${making}/stamp`, `${new Date().toISOString()}\n`);
await rm(here("dist"), { recursive: true, force: true });
await rename(making, here("dist"));
