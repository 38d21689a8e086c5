// A brief while its client writes it: as fields hold it, and as the API takes it.
import type { Schema } from "../../api/client.js";

export interface BriefFields {
  title: string;
  production: Schema<"ProductionKind">;
  text: string;
  mood_words: readonly string[];
  references_like: readonly string[];
  references_not_like: readonly string[];
  genre_tags: readonly string[];
  length: { min_s: string; max_s: string };
  delivery: string;
  delivery_spec: SpecFields;
  /** As a field for a moment has it, in the reader's zone. */
  deadline: string;
  embargo_until: string;
  visibility: Schema<"Visibility">;
  prize: { amount: string; currency: Schema<"Currency"> };
  /** In percent. */
  pool_ppm: string;
  licence: LicenceFields;
  reviews_per_track: string;
  coproducer_seats: string;
}

interface SpecFields {
  formats: readonly Schema<"AudioFormat">[];
  sample_rate: string;
  bits: string;
  channels: string;
  min_lufs: string;
  max_lufs: string;
  peak: string;
}

interface LicenceFields {
  kind: Schema<"LicenceKind">;
  media: readonly Schema<"LicenceMedium">[];
  territory: string;
  term_months: string;
}

export type TermName = keyof BriefFields;

export const TERM_NAMES: readonly TermName[] = [
  "title", "production", "text", "mood_words", "references_like", "references_not_like", "genre_tags", "length", "delivery",
  "delivery_spec", "deadline", "embargo_until", "visibility", "prize", "pool_ppm", "licence", "reviews_per_track", "coproducer_seats",
];

/** What whoever entered relies on. */
export const FIXED_ONCE_OPEN: readonly TermName[] = ["visibility", "prize", "pool_ppm", "licence", "reviews_per_track", "coproducer_seats"];

export const CURRENCIES: readonly Schema<"Currency">[] = [
  "EUR", "USD", "GBP", "CHF", "AUD", "BRL", "CAD", "DKK", "JPY", "KWD", "NOK", "PLN", "SEK",
];

const WEEKS_GIVEN = 3;
const EVENING = 18;
const LONGEST_S = 3600;
const PPM_A_PERCENT = 10_000;

/** A moment as a field for it has it. */
export function localOf(moment: string | null): string {
  if (moment === null) return "";
  const at = new Date(moment);
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

export function blankFields(now: number): BriefFields {
  const end = new Date(now);
  end.setDate(end.getDate() + 7 * WEEKS_GIVEN);
  end.setHours(EVENING, 0, 0, 0);
  return {
    title: "",
    production: "film",
    text: "",
    mood_words: [],
    references_like: [],
    references_not_like: [],
    genre_tags: [],
    length: { min_s: "", max_s: "" },
    delivery: "",
    delivery_spec: { formats: [], sample_rate: "", bits: "", channels: "", min_lufs: "", max_lufs: "", peak: "" },
    deadline: localOf(end.toISOString()),
    embargo_until: "",
    visibility: "public",
    prize: { amount: "", currency: "EUR" },
    pool_ppm: "",
    licence: { kind: "non_exclusive", media: [], territory: "", term_months: "" },
    reviews_per_track: "1",
    coproducer_seats: "1",
  };
}

const shown = (number: number | null | undefined): string => (number == null ? "" : String(number));
const hundredths = (number: number | null | undefined): string => (number == null ? "" : String(number / 100));

export function fieldsOf(brief: Schema<"Brief">): BriefFields {
  const { delivery_spec: spec, licence } = brief;
  return {
    title: brief.title ?? "",
    production: brief.production,
    text: brief.text,
    mood_words: brief.mood_words,
    references_like: brief.references_like,
    references_not_like: brief.references_not_like,
    genre_tags: brief.genre_tags,
    length: { min_s: shown(brief.length?.min_s), max_s: shown(brief.length?.max_s) },
    delivery: brief.delivery ?? "",
    delivery_spec: {
      formats: spec?.formats ?? [],
      sample_rate: shown(spec?.min_sample_rate_hz),
      bits: shown(spec?.min_bits),
      channels: shown(spec?.channels),
      min_lufs: hundredths(spec?.loudness?.min_centi_lufs),
      max_lufs: hundredths(spec?.loudness?.max_centi_lufs),
      peak: hundredths(spec?.max_true_peak_centi_dbtp),
    },
    deadline: localOf(brief.deadline),
    embargo_until: localOf(brief.embargo_until),
    visibility: brief.visibility,
    prize: { amount: brief.prize?.amount ?? "", currency: brief.prize?.currency ?? "EUR" },
    pool_ppm: brief.pool_ppm === null ? "" : String(brief.pool_ppm / PPM_A_PERCENT),
    licence: { kind: licence.kind, media: licence.media, territory: licence.territory ?? "", term_months: shown(licence.term_months) },
    reviews_per_track: String(brief.reviews_per_track),
    coproducer_seats: String(brief.coproducer_seats),
  };
}

/** The terms that are not as they were. */
export function changedOf(before: BriefFields, after: BriefFields): TermName[] {
  return TERM_NAMES.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

const momentOf = (local: string): string => new Date(local).toISOString();
const centi = (text: string): number => Math.round(Number(text.replace(",", ".")) * 100);
const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

function lengthOf({ min_s, max_s }: BriefFields["length"]) {
  if (min_s === "" && max_s === "") return null;
  return { min_s: Number(min_s || "1"), max_s: Number(max_s || LONGEST_S) };
}

function specOf(spec: SpecFields): NonNullable<Schema<"NewBrief">["delivery_spec"]> | null {
  const { formats, sample_rate, bits, channels, min_lufs, max_lufs, peak } = spec;
  const loudness = { min_centi_lufs: centi(min_lufs || "-70"), max_centi_lufs: centi(max_lufs || "0") };
  const made = {
    ...(formats.length === 0 ? {} : { formats: [...formats] }),
    ...(sample_rate === "" ? {} : { min_sample_rate_hz: Number(sample_rate) }),
    ...(bits === "" ? {} : { min_bits: Number(bits) }),
    ...(channels === "" ? {} : { channels: Number(channels) }),
    ...(min_lufs === "" && max_lufs === "" ? {} : { loudness }),
    ...(peak === "" ? {} : { max_true_peak_centi_dbtp: centi(peak) }),
  };
  return Object.keys(made).length === 0 ? null : made;
}

function licenceOf({ kind, media, territory, term_months }: LicenceFields): NonNullable<Schema<"TermsAmendment">["licence"]> {
  const where = orNull(territory);
  return {
    kind,
    media: [...media],
    ...(where === null ? {} : { territory: where }),
    ...(term_months === "" ? {} : { term_months: Number(term_months) }),
  };
}

function poolOf(percent: string): number | null {
  return percent.trim() === "" ? null : Math.round(Number(percent.replace(",", ".")) * PPM_A_PERCENT);
}

/** All of it, as an amendment has it. */
function termsOf(fields: BriefFields): Required<Schema<"TermsAmendment">> {
  const { prize } = fields;
  return {
    title: fields.title.trim(),
    production: fields.production,
    text: fields.text.trim(),
    mood_words: [...fields.mood_words],
    references_like: [...fields.references_like],
    references_not_like: [...fields.references_not_like],
    genre_tags: [...fields.genre_tags],
    length: lengthOf(fields.length),
    delivery: orNull(fields.delivery),
    delivery_spec: specOf(fields.delivery_spec),
    deadline: fields.deadline === "" ? "" : momentOf(fields.deadline),
    embargo_until: fields.embargo_until === "" ? null : momentOf(fields.embargo_until),
    visibility: fields.visibility,
    prize: prize.amount.trim() === "" ? null : { amount: prize.amount.trim().replace(",", "."), currency: prize.currency },
    pool_ppm: poolOf(fields.pool_ppm),
    licence: licenceOf(fields.licence),
    reviews_per_track: Number(fields.reviews_per_track),
    coproducer_seats: Number(fields.coproducer_seats),
  };
}

/** What an amendment says: the named terms, and nothing of the others. */
export function amendmentOf(fields: BriefFields, names: readonly TermName[]): Schema<"TermsAmendment"> {
  const whole = termsOf(fields);
  return Object.fromEntries(names.map((name) => [name, whole[name]]));
}

export function newBriefOf(fields: BriefFields): Schema<"NewBrief"> {
  return termsOf(fields);
}
