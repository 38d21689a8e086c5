// How a line of a statement is followed to what it is the sum of.
import type { Schema } from "../../api/client.js";

export interface Line {
  readonly currency: Schema<"Currency">;
  readonly track?: string;
  readonly kind?: Schema<"UntracedKind">;
  readonly subject?: string;
}

/** The page of what a line leads to that begins at the cursor. */
export type Follow = (line: Line, cursor: string | undefined) => Promise<Schema<"FollowedLine">>;
