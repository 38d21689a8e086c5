// How the browser tests run: on Debian's Chromium, two at a time, a trace and a film of what fails.
import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "build/e2e",
  snapshotPathTemplate: "{testDir}/golden/{arg}{ext}",
  globalSetup: "./e2e/told.ts",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["html", { open: "never", outputFolder: "build/report" }]],
  use: {
    browserName: "chromium",
    headless: true,
    launchOptions: {
      ...(existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {}),
      args: QUIET,
      chromiumSandbox: false,
    },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    trace: "retain-on-failure",
    video: process.env["FILM"] === undefined ? "off" : "retain-on-failure",
  },
});
