// Made from infra/openapi.yaml by `npm run api`.

/** The paths whose POST takes an `Idempotency-Key`. */
export const KEYED: ReadonlySet<string> = new Set([
  "/adjustments",
  "/briefs",
  "/briefs/{brief}/questions",
  "/briefs/{brief}/reference-media",
  "/briefs/{brief}/tracks",
  "/briefs/{brief}/tracks/{track}/versions",
  "/months/{month}/revenue",
]);
