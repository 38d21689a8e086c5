// What operators say who are all parties of a matter, in words.
import type { Schema } from "../../../api/client.js";
import { texts } from "../../texts.ts";

/** What the matter is. */
export function isCalled(matter: Schema<"SharedMatter">): string {
  return texts.operator.words.matters[matter.kind];
}

/** What somebody wants to be done. */
export function wordsOf(decision: Schema<"WordDecision">): string {
  const said = texts.operator.words;
  if (typeof decision === "string") return said.decisions[decision];
  return "set_isrc" in decision ? said.set_isrc(decision.set_isrc) : `${said.match} …${decision.match.slice(-4)}`;
}
