// Writes what web/api takes from the API document: the types of every operation, and which POSTs take an
// idempotency key. Nothing in those two files is written by hand; CI writes them again and compares.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";

const DOCUMENT = new URL("../../infra/openapi.yaml", import.meta.url);
const SCHEMA = new URL("../api/schema.d.ts", import.meta.url);
const KEYED = new URL("../api/keyed.ts", import.meta.url);
const KEY = "Idempotency-Key";

const document = parse(await readFile(DOCUMENT, "utf8"));

/** The object that a `$ref` of this document stands for; whatever is no reference is itself. */
function resolved(value) {
  if (typeof value?.$ref !== "string") return value;
  const steps = value.$ref.replace(/^#\//, "").split("/");
  return resolved(steps.reduce((at, step) => at[step.replaceAll("~1", "/").replaceAll("~0", "~")], document));
}

const keyed = Object.entries(document.paths)
  .filter(([, operations]) => (operations.post?.parameters ?? []).map(resolved).some(({ name }) => name === KEY))
  .map(([path]) => path);

// A field with a default may be left out of a request; an answer's fields all stand in `required`.
const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
const made = "// Made from infra/openapi.yaml by `npm run api`.\n";
await writeFile(SCHEMA, `${made}${types}`);
await writeFile(
  KEYED,
  `${made}
/** The paths whose POST takes an \`${KEY}\`. */
export const KEYED: ReadonlySet<string> = new Set([
${keyed.map((path) => `  ${JSON.stringify(path)},\n`).join("")}]);
`,
);
console.log(`web/api: ${Object.keys(document.paths).length} paths, ${keyed.length} of them with an idempotency key`);
