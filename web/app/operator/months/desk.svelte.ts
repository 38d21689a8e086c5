// One month as an operator works on it: how it stands, who has something in it, and its steps. A step that goes on
// by itself is followed until it has come to its end.
import { body, items, type Schema } from "../../../api/client.js";
import { studio } from "../../sign_in/studio.ts";
import type { Step } from "./calendar.ts";

const LOOK_MS = 2_000;

type Month = Schema<"Month">;

export class MonthDesk {
  month = $state.raw<Month>();
  /** Who has something in the sealed plan. */
  parts = $state.raw<readonly Schema<"OwnPart">[]>([]);
  problem = $state.raw<unknown>();
  refused = $state.raw<{ readonly step: Step; readonly problem: unknown }>();
  /** The step that is being done now. */
  busy = $state<Step>();
  /** Which payments stayed due when the month was paid here. */
  waiting = $state.raw<Pick<Schema<"MonthPayment">, "waiting" | "waiting_count">>();
  readonly name: string;
  #ended = false;

  constructor(name: string) {
    this.name = name;
  }

  get #params() {
    return { path: { month: this.name } };
  }

  async load(): Promise<void> {
    try {
      this.problem = undefined;
      await this.#read();
      if (this.month?.state === "approved") void this.#follow("post", (month) => month.state !== "approved");
    } catch (error) {
      this.problem = error;
    }
  }

  end(): void {
    this.#ended = true;
  }

  refusedAt(step: Step): unknown {
    return this.refused?.step === step ? this.refused.problem : undefined;
  }

  freeze = () => this.#act("freeze", () => body(studio.POST("/months/{month}/freeze", { params: this.#params })));
  plan = () => this.#act("plan", () => body(studio.POST("/months/{month}/plan", { params: this.#params })));
  post = () => this.#act("post", () => body(studio.POST("/months/{month}/post", { params: this.#params })));

  async approve(plan_sha256: string): Promise<void> {
    await this.#act("approve", () => body(studio.POST("/months/{month}/approve", { params: this.#params, body: { plan_sha256 } })));
    if (this.month?.state === "approved") await this.#follow("post", (month) => month.state !== "approved");
  }

  reject(reason: string): Promise<boolean> {
    const plan_sha256 = this.month?.plan?.plan_sha256 ?? null;
    return this.#act("approve", () => body(studio.POST("/months/{month}/reject", { params: this.#params, body: { reason, plan_sha256 } })));
  }

  confirm(member: string, plan_sha256: string): Promise<boolean> {
    return this.#act("approve", () => body(studio.POST("/months/{month}/confirmations", { params: this.#params, body: { member, plan_sha256 } })));
  }

  async pay(): Promise<void> {
    let goes_on = false;
    const paid_at = this.month?.paid_at;
    await this.#act("pay", async () => {
      const asked = await studio.POST("/months/{month}/pay", { params: this.#params });
      goes_on = asked.response.status === 202;
      const paid = await body(Promise.resolve(asked));
      this.waiting = paid;
      return paid;
    });
    if (goes_on) await this.#follow("pay", (month) => month.paid_at !== null && month.paid_at !== paid_at);
  }

  async close(): Promise<void> {
    let goes_on = false;
    const counted_at = this.month?.counted_at;
    await this.#act("close", async () => {
      const asked = await studio.POST("/months/{month}/close", { params: this.#params });
      goes_on = asked.response.status === 202;
      return body(Promise.resolve(asked));
    });
    if (goes_on) await this.#follow("close", (month) => month.state === "closed" || month.counted_at !== counted_at);
  }

  /** What the bank says is being written down: until nothing moves any more. */
  async settled(goes_on: boolean): Promise<void> {
    if (!goes_on) return this.load();
    let before = "";
    await this.#follow("answers", (month) => {
      const now = JSON.stringify(month.payables);
      const still = now === before;
      before = now;
      return still;
    });
  }

  async #act(step: Step, what: () => Promise<Month>): Promise<boolean> {
    if (this.busy !== undefined) return false;
    this.busy = step;
    this.refused = undefined;
    try {
      this.month = await what();
      await this.#readParts();
      return true;
    } catch (problem) {
      this.refused = { step, problem };
      // What was read may be what has changed.
      await this.#read().catch(() => undefined);
      return false;
    } finally {
      this.busy = undefined;
    }
  }

  async #follow(step: Step, done: (month: Month) => boolean): Promise<void> {
    this.busy = step;
    try {
      while (!this.#ended && this.month !== undefined && !done(this.month)) {
        await new Promise((later) => setTimeout(later, LOOK_MS));
        await this.#read();
      }
    } catch (problem) {
      this.refused = { step, problem };
    } finally {
      this.busy = undefined;
    }
  }

  async #read(): Promise<void> {
    this.month = await body(studio.GET("/months/{month}", { params: this.#params }));
    await this.#readParts();
  }

  async #readParts(): Promise<void> {
    if (this.month?.plan == null) {
      this.parts = [];
      return;
    }
    const all: Schema<"OwnPart">[] = [];
    const asked = items((cursor) =>
      body(studio.GET("/months/{month}/confirmations", { params: { path: { month: this.name }, query: { limit: 100, cursor } } })),
    );
    for await (const part of asked) all.push(part);
    this.parts = all;
  }
}
