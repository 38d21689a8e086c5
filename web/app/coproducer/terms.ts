// The client's words while a co-producer translates them: as fields hold them, and as the API takes them.
import type { Schema } from "../../api/client.js";

export interface TermFields {
  word: string;
  min_bpm: string;
  max_bpm: string;
  mode: Schema<"Mode"> | "";
  energy: string;
  instrumentation: string;
  references: string;
  not_this: string;
  because: string;
}

const SEPARATOR = ", ";

export function blankTerm(word: string): TermFields {
  return { word, min_bpm: "", max_bpm: "", mode: "", energy: "", instrumentation: "", references: "", not_this: "", because: "" };
}

export function fieldsOf(term: Schema<"Term">): TermFields {
  return {
    word: term.word,
    min_bpm: term.tempo === null ? "" : String(term.tempo.min_bpm),
    max_bpm: term.tempo === null ? "" : String(term.tempo.max_bpm),
    mode: term.mode ?? "",
    energy: term.energy === null ? "" : String(term.energy),
    instrumentation: term.instrumentation.join(SEPARATOR),
    references: term.references.join(SEPARATOR),
    not_this: term.not_this.join(SEPARATOR),
    because: term.because ?? "",
  };
}

const listed = (text: string): string[] => text.split(",").map((one) => one.trim()).filter((one) => one !== "");

/** What is blank is left out; of a tempo with one end, the other end is the same. */
export function termOf(fields: TermFields): Schema<"LexiconProposal">["terms"][number] {
  const { word, mode, energy, min_bpm, max_bpm, because } = fields;
  const tempo = { min_bpm: Number(min_bpm || max_bpm), max_bpm: Number(max_bpm || min_bpm) };
  return {
    word: word.trim(),
    instrumentation: listed(fields.instrumentation),
    references: listed(fields.references),
    not_this: listed(fields.not_this),
    ...(min_bpm === "" && max_bpm === "" ? {} : { tempo }),
    ...(mode === "" ? {} : { mode }),
    ...(energy === "" ? {} : { energy: Number(energy) }),
    ...(because.trim() === "" ? {} : { because: because.trim() }),
  };
}
