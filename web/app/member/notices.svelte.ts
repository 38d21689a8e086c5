// The notices that are new: newer than what this member has seen in this browser.
import { body, type Schema } from "../../api/client.js";
import { studio } from "../sign_in/studio.ts";

type Notice = Schema<"Notice">;

/** More than so many new ones are not counted. */
const MOST = 9;

class News {
  count = $state(0);
  #member = "";

  get shown(): string {
    return this.count > MOST ? `${MOST}+` : this.count.toLocaleString();
  }

  /** Until when this member has seen them; the empty text before the first time. */
  seen(): string {
    return localStorage.getItem(this.#key()) ?? "";
  }

  async look(member: string): Promise<void> {
    this.#member = member;
    const page = await body(studio.GET("/me/notices", { params: { query: { limit: MOST + 1 } } }));
    this.count = page.items.filter((one) => isNewer(one, this.seen())).length;
  }

  /** All that are there now have been seen. */
  saw(member: string, newest: Notice | undefined): void {
    this.#member = member;
    this.count = 0;
    if (newest !== undefined && isNewer(newest, this.seen())) localStorage.setItem(this.#key(), newest.at);
  }

  #key(): string {
    return `studio.notices.${this.#member}`;
  }
}

export function isNewer(notice: Notice, seen: string): boolean {
  return seen === "" || Date.parse(notice.at) > Date.parse(seen);
}

export const news = new News();
