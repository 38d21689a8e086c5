// A studio of its own for a test: the laptop's `coproducer up` on a free port with a folder that goes with it,
// and what only a laptop has: tokens without a password, and a clock that can be moved.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Longest wait for the first answer of the program, in milliseconds. */
const START_MS = 60_000;

/** The program: `COPRODUCER` names another one than the last `cargo build` made. */
function program(): string {
  const target = process.env["CARGO_TARGET_DIR"] ?? join(workspace(import.meta.dirname), "target");
  return process.env["COPRODUCER"] ?? join(target, "debug", "coproducer");
}

/** The folder above this one with the lock file of cargo. */
function workspace(folder: string): string {
  return existsSync(join(folder, "Cargo.lock")) ? folder : workspace(dirname(folder));
}

/** What a studio begins with. */
export interface Beginning {
  /** Its own folder; without one it gets a new one. */
  readonly folder?: string;
  /** Another studio's folder, which is copied. */
  readonly copyOf?: string;
  /** Whether the demo's story is told in it first. */
  readonly story?: boolean;
}

export class Studio {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, child: ChildProcess, folder: string) {
    this.url = url;
    this.#process = child;
    this.#folder = folder;
  }

  static async start({ folder: own, copyOf, story = false }: Beginning = {}): Promise<Studio> {
    const folder = own ?? (await mkdtemp(join(tmpdir(), "coproducer-")));
    if (copyOf !== undefined) await cp(copyOf, folder, { recursive: true });
    const child = spawn(program(), ["up", "--port", "0", "--data", folder, ...(story ? ["--story"] : [])], {
      env: { ...process.env, COPRODUCER_NO_WEB: "1" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      return new Studio(await address(child), child, folder);
    } catch (error) {
      child.kill();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends it; its folder goes with it, if it is not to be kept. */
  async stop({ keep = false } = {}): Promise<void> {
    const ended = new Promise((resolved) => this.#process.once("exit", resolved));
    this.#process.kill("SIGINT");
    await ended;
    if (!keep) await rm(this.#folder, { recursive: true, force: true });
  }

  /** A token, fresh: the story outlives a token's twelve hours. */
  async token(name: string, group: string): Promise<string> {
    const answer = await fetch(`${this.url}/_studio/token/${group}/${encodeURIComponent(name)}`);
    if (!answer.ok) throw new Error(`no token for ${name}: ${await answer.text()}`);
    return answer.text();
  }

  async now(): Promise<Date> {
    const answer = await fetch(`${this.url}/_studio/clock`);
    return timeOf(await answer.json());
  }

  /** Moves the clock on; every schedule on the way runs. */
  async wait(seconds: number): Promise<void> {
    await this.#ask("clock", { seconds: Math.ceil(seconds) });
  }

  async waitUntil(moment: Date): Promise<void> {
    await this.#ask("clock", { to: moment.toISOString() });
  }

  /** Until every event has been handled. */
  async settle(): Promise<void> {
    await this.#ask("settle", {});
  }

  async #ask(what: string, request: object): Promise<void> {
    const answer = await fetch(`${this.url}/_studio/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    if (!answer.ok) throw new Error(`/_studio/${what}: ${await answer.text()}`);
    await answer.body?.cancel();
  }
}

function timeOf(clock: unknown): Date {
  if (typeof clock === "object" && clock !== null && "now" in clock && typeof clock.now === "string") {
    return new Date(clock.now);
  }
  throw new Error("the studio's clock tells no time");
}

/** The address in the first line that the program prints. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = "";
    const late = setTimeout(() => failed(new Error(`the studio does not start: ${printed}`)), START_MS);
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`the studio ended with ${code}: ${printed}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /answers at (http:\/\/[0-9.]+:[0-9]+)/.exec(printed)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      found(url);
    });
  });
}
