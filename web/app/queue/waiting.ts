// What waits for the reviewer: everything that runs, and what will.
import { body, items, type Schema } from "../../api/client.js";
import { studio } from "../sign_in/studio.ts";

type State = "assigned" | "queued" | "delivered";

export async function reviewsIn(state: State): Promise<Schema<"QueuedReview">[]> {
  const found: Schema<"QueuedReview">[] = [];
  const read = items((cursor) => body(studio.GET("/reviews", { params: { query: { state, cursor } } })));
  for await (const review of read) found.push(review);
  return found;
}
