// Who walks: each person with their own client, and what each of them does, as calls of the API document.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { body, items, type Schema, type StudioClient, studioClient } from "../api/client.js";
import type { Studio } from "./studio.js";

/** Somebody with a token. */
class Person {
  readonly api: StudioClient;

  constructor(
    protected readonly studio: Studio,
    readonly name: string,
    group: string,
  ) {
    this.api = studioClient({ baseUrl: studio.url, token: () => studio.token(name, group) });
  }

  me() {
    return body(this.api.GET("/me"));
  }

  introduce(bio: string) {
    return body(this.api.PUT("/me", { body: { display_name: this.name, bio, genre_tags: ["pop"] } }));
  }

  payInto(iban: string) {
    return body(this.api.PUT("/me/payout-account", { body: { holder: this.name, iban } }));
  }

  statement(month: string) {
    return body(this.api.GET("/me/statements/{month}", { params: { path: { month } } }));
  }

  /** Sends a file with nothing but its link and the headers that go with it. */
  protected async upload(link: Schema<"UploadLink"> | null, file: Uint8Array<ArrayBuffer>): Promise<void> {
    assert(link, "the place has no link");
    const answer = await fetch(link.url, { method: link.method, headers: sendable(link.headers), body: file });
    assert.equal(answer.status, 200, await answer.text());
    await this.studio.settle();
  }
}

/** Node, like a browser, sets the length of what it sends itself. */
function sendable(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-length");
}

function sha256(file: Uint8Array): string {
  return createHash("sha256").update(file).digest("hex");
}

export class ClientPerson extends Person {
  constructor(studio: Studio, name: string) {
    super(studio, name, "client");
  }

  async openBrief(deadline: Date) {
    const draft = await body(
      this.api.POST("/briefs", {
        body: {
          title: "Lemonade, summer film",
          text: "Thirty seconds at the lake. It should feel fun, uplifting, sunny.",
          mood_words: ["fun", "uplifting", "sunny"],
          genre_tags: ["pop"],
          deadline: deadline.toISOString(),
          visibility: "public",
        },
      }),
    );
    const opened = await body(this.api.POST("/briefs/{brief}/open", { params: { path: { brief: draft.id } } }));
    assert.equal(opened.state, "open");
    return opened;
  }

  async answerQuestions(brief: string, text: string): Promise<number> {
    let answered = 0;
    const asked = items((cursor) =>
      body(this.api.GET("/briefs/{brief}/questions", { params: { path: { brief }, query: { cursor } } })),
    );
    for await (const question of asked) {
      const path = { brief, question: question.id };
      await body(this.api.PUT("/briefs/{brief}/questions/{question}/answer", { params: { path }, body: { text } }));
      answered += 1;
    }
    return answered;
  }

  async select(brief: string, track: string, why: string) {
    await body(this.api.POST("/briefs/{brief}/close", { params: { path: { brief } } }));
    const awarded = await body(
      this.api.POST("/briefs/{brief}/selection", { params: { path: { brief } }, body: { track, version: 1, why } }),
    );
    await this.studio.settle();
    return awarded;
  }

  licence(brief: string) {
    return body(this.api.GET("/briefs/{brief}/licence", { params: { path: { brief } } }));
  }
}

export class Composer extends Person {
  constructor(studio: Studio, name: string) {
    super(studio, name, "composer");
  }

  ask(brief: string, text: string) {
    return body(this.api.POST("/briefs/{brief}/questions", { params: { path: { brief } }, body: { text } }));
  }

  /** Reserves a place for a recording, uploads it, and reads what the studio has heard. */
  async submit(brief: string, title: string, file: Uint8Array<ArrayBuffer>) {
    const place = await body(
      this.api.POST("/briefs/{brief}/tracks", {
        params: { path: { brief } },
        body: { title, content_type: "audio/wav", size_bytes: file.length, sha256: sha256(file) },
      }),
    );
    await this.upload(place.upload, file);
    return body(this.api.GET("/briefs/{brief}/tracks/{track}", { params: { path: { brief, track: place.track } } }));
  }

  /** Sends the next version of a track, and which notes it follows. */
  async next(brief: string, track: string, file: Uint8Array<ArrayBuffer>, addressed: Schema<"VersionSubmission">["addressed"] = []): Promise<void> {
    const path = { brief, track };
    const sent = { content_type: "audio/wav", size_bytes: file.length, sha256: sha256(file), addressed } as const;
    const place = await body(this.api.POST("/briefs/{brief}/tracks/{track}/versions", { params: { path }, body: sent }));
    await this.upload(place.upload, file);
  }

  async reviews(brief: string, track: string) {
    const path = { brief, track };
    const answers = await body(this.api.GET("/briefs/{brief}/tracks/{track}/reviews", { params: { path } }));
    return answers.items;
  }

  thank(review: string, thanks: string) {
    return body(
      this.api.POST("/reviews/{review}/reaction", {
        params: { path: { review } },
        body: { useful: 5, addressed: [false], thanks },
      }),
    );
  }
}

/** What a co-producer says to one track. */
export interface Letter {
  readonly stars: 1 | 2 | 3 | 4 | 5;
  readonly text: string;
  readonly strength: string;
  readonly note: string;
}

export class CoProducer extends Composer {
  /** Everything that waits for an answer, the oldest first; read in pages of one. */
  async queue() {
    const waiting = [];
    const read = items((cursor) =>
      body(this.api.GET("/reviews", { params: { query: { state: "assigned", limit: 1, cursor } } })),
    );
    for await (const review of read) waiting.push(review);
    return waiting;
  }

  /** Listens to the whole piece, as long as it lasts, and reports that. */
  async listen(review: string) {
    const path = { review };
    const room = await body(this.api.GET("/reviews/{review}", { params: { path } }));
    assert(room.facts && room.preview, "the room has nothing to hear");
    const preview = await fetch(room.preview.url);
    assert.equal(preview.status, 200);
    await preview.arrayBuffer();
    const to_ms = room.facts.duration_ms;
    await this.studio.wait(to_ms / 1000 + 2);
    return body(
      this.api.PUT("/reviews/{review}/heard", { params: { path }, body: { intervals: [{ from_ms: 0, to_ms }] } }),
    );
  }

  async answer(review: string, { stars, text, strength, note }: Letter) {
    const delivered = await body(
      this.api.PUT("/reviews/{review}", {
        params: { path: { review } },
        body: {
          scores: { brief_fit: stars, composition: stars, production: stars, originality: stars, delivery: stars },
          verdict: "approve",
          feedback: { text, strengths: [strength], notes: [{ at_ms: 4_000, text: note, actionable: true }] },
        },
      }),
    );
    await this.studio.settle();
    return delivered;
  }
}

export class OperatorPerson extends Person {
  constructor(studio: Studio, name: string) {
    super(studio, name, "operator");
  }

  nameCoProducer(member: string, reason: string) {
    return body(
      this.api.POST("/members/{member}/founding-coproducer", { params: { path: { member } }, body: { reason } }),
    );
  }

  /** Loads a revenue file, and reads the report on it. */
  async loadRevenue(month: string, csv: string) {
    const file = new Uint8Array(Buffer.from(csv));
    const place = await body(
      this.api.POST("/months/{month}/revenue", {
        params: { path: { month } },
        body: { content_type: "text/csv", size_bytes: file.length, sha256: sha256(file) },
      }),
    );
    await this.upload(place.upload, file);
    const files = items((cursor) =>
      body(this.api.GET("/months/{month}/revenue", { params: { path: { month }, query: { cursor } } })),
    );
    for await (const one of files) if (one.upload_id === place.upload_id) return one.report;
    throw new Error("the file is not listed");
  }

  month(month: string) {
    return body(this.api.GET("/months/{month}", { params: { path: { month } } }));
  }

  freeze(month: string) {
    return body(this.api.POST("/months/{month}/freeze", { params: { path: { month } } }));
  }

  plan(month: string) {
    return body(this.api.POST("/months/{month}/plan", { params: { path: { month } } }));
  }

  approve(month: string, plan_sha256: string) {
    return body(this.api.POST("/months/{month}/approve", { params: { path: { month } }, body: { plan_sha256 } }));
  }

  /** Says of everybody else's part of the sealed plan that it is right. */
  async confirmOthers(month: string): Promise<number> {
    const { id } = await this.me();
    const parts = await body(this.api.GET("/months/{month}/confirmations", { params: { path: { month } } }));
    assert(parts.plan_sha256, "no plan is sealed");
    const others = parts.items.filter((part) => part.member !== id && part.confirmation === null);
    for (const { member } of others) {
      await body(
        this.api.POST("/months/{month}/confirmations", {
          params: { path: { month } },
          body: { plan_sha256: parts.plan_sha256, member },
        }),
      );
    }
    return others.length;
  }

  post(month: string) {
    return body(this.api.POST("/months/{month}/post", { params: { path: { month } } }));
  }

  pay(month: string) {
    return body(this.api.POST("/months/{month}/pay", { params: { path: { month } } }));
  }

  /** Hands in what the bank says. */
  settle(month: string, bankAnswer: string) {
    return body(
      this.api.POST("/months/{month}/settlements", {
        params: { path: { month } },
        body: bankAnswer,
        bodySerializer: (sent) => sent,
        headers: { "content-type": bankAnswer.startsWith("<") ? "application/xml" : "text/csv" },
      }),
    );
  }

  close(month: string) {
    return body(this.api.POST("/months/{month}/close", { params: { path: { month } } }));
  }
}
