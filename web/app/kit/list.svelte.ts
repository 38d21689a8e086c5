// A list of the API, page by page, as a page shows it.
import type { ListPage } from "../../api/client.js";

export class Paged<Item> {
  items = $state.raw<readonly Item[]>([]);
  next = $state.raw<string | null>(null);
  state = $state<"loading" | "there" | "failed">("loading");
  problem = $state.raw<unknown>();
  readonly #ask: (cursor: string | undefined) => Promise<ListPage<Item>>;

  constructor(ask: (cursor: string | undefined) => Promise<ListPage<Item>>) {
    this.#ask = ask;
  }

  /** The next page; the first one where none was read. */
  async more(): Promise<void> {
    try {
      this.problem = undefined;
      const page = await this.#ask(this.next ?? undefined);
      this.items = [...this.items, ...page.items];
      this.next = page.next;
      this.state = "there";
    } catch (error) {
      this.problem = error;
      if (this.state === "loading") this.state = "failed";
    }
  }

  async anew(): Promise<void> {
    this.items = [];
    this.next = null;
    this.state = "loading";
    await this.more();
  }
}
