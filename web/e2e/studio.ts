// What every browser test begins with: a studio of its own in which the story was told, its people as pages that
// are signed in, and the promises that hold on every page: nothing is asked of another host, nothing goes wrong
// in the console, a page fits into 360 px, and a screen reader finds its way (axe).
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Studio } from "../test/studio.js";

export { expect };

/** The people of the story, by the name on the sign-in page. */
export type Person = "Clara" | "Mika" | "Ada" | "Ben" | "Chidi" | "Olga" | "Otto";

/** The pages of people who are signed in, each in a browser of their own. */
export type People = (person: Person, path?: string) => Promise<Page>;

const PICTURES = fileURLToPath(new URL("../build/pictures", import.meta.url));
const WIDTHS = [390, 1440] as const;
const SCHEMES = ["light", "dark"] as const;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Fixtures {
  studio: Studio;
  as: People;
  /** What may be seen in the console of this test's pages, where a test breaks something on purpose. */
  expected: RegExp[];
  watched: (context: BrowserContext) => void;
}

export const test = base.extend<Fixtures>({
  studio: async ({}, use) => {
    const story = process.env["STORY_FOLDER"];
    if (story === undefined) throw new Error("the story was not told: run `npx playwright test`");
    const studio = await Studio.start({ copyOf: story });
    await use(studio);
    await studio.stop();
  },

  baseURL: async ({ studio }, use) => use(studio.url),

  expected: async ({}, use) => use([]),

  watched: async ({ studio, expected }, use) => {
    const wrong: string[] = [];
    const host = new URL(studio.url).hostname;
    await use((context) => {
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (!["data:", "blob:"].includes(url.protocol) && url.hostname !== host) wrong.push(`asked ${request.url()}`);
      });
      context.on("weberror", (error) => wrong.push(error.error().message));
      context.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) wrong.push(message.text());
      });
    });
    expect(wrong.filter((line) => !expected.some((one) => one.test(line)))).toEqual([]);
  },

  context: async ({ context, watched }, use) => {
    watched(context);
    await use(context);
  },

  as: async ({ browser, studio, watched }, use, info) => {
    const contexts: BrowserContext[] = [];
    const films = info.outputPath("films");
    await use(async (person, path) => {
      const context = await newContext(browser, studio.url, films);
      contexts.push(context);
      watched(context);
      const page = await context.newPage();
      await signIn(page, person, path);
      return page;
    });
    for (const context of contexts) await context.close();
    if (info.status === info.expectedStatus) await rm(films, { recursive: true, force: true });
  },
});

function newContext(browser: Browser, baseURL: string, films: string): Promise<BrowserContext> {
  const recorded = process.env["FILM"] === undefined ? {} : { recordVideo: { dir: films } };
  return browser.newContext({ baseURL, locale: "en-GB", timezoneId: "Europe/Berlin", ...recorded });
}

/** Signs in by clicking, on the page that plays Cognito's, and goes on to `path`. */
export async function signIn(page: Page, person: Person, path = "/studio/"): Promise<void> {
  await page.goto(path);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: new RegExp(`^${person}\\b`) }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/studio") && url.pathname !== "/studio/signed-in");
  await expect(page.locator("main h1")).toBeVisible();
}

/** No rule of WCAG 2.2 AA that a program can check is broken, light and dark. */
export async function accessible(page: Page): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html.slice(0, 200)) }));
    expect(found, `${page.url()} ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
}

/** The page as it stands, axe and its width held; with `PICTURES=1` also as pictures, narrow and wide, light and dark. */
export async function shot(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide, `${name} at 360 px`).toBeLessThanOrEqual(360);
  await accessible(page);
  if (process.env["PICTURES"] !== undefined) await pictures(page, name);
  await page.setViewportSize(size);
}

async function pictures(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${PICTURES}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}
