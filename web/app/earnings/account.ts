// What holds for a payout account as it stands.
import type { Schema } from "../../api/client.js";

/** Whether nothing is paid to it yet: a first account is paid to from its own moment on, a changed one later. */
export function stillWaits({ changed_at, usable_at }: Schema<"PayoutAccount">, now: number): boolean {
  return usable_at !== changed_at && Date.parse(usable_at) > now;
}
