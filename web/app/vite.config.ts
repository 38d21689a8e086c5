// How the studio in the browser is built: hashed files below /assets, nothing inlined into the page, so that
// a strict content security policy holds.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  base: "/",
  publicDir: false,
  plugins: [svelte({ configFile: false })],
  build: {
    target: "es2022",
    outDir: process.env["STUDIO_OUT"] ?? here("../dist/app"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  server: { port: 5173, strictPort: true },
});
