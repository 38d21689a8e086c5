// Where a notice leads: the page of what it is about.
import type { Schema } from "../../api/client.js";
import { addressOf } from "../shell/router.ts";
import { texts } from "../texts.ts";

type Notice = Schema<"Notice">;

export interface Lead {
  readonly address: string;
  readonly text: string;
}

const words = texts.member.leads;
const toBrief = (brief: string): Lead => ({ address: addressOf("brief", { brief }), text: words.brief });
const toWork = (brief: string): Lead => ({ address: addressOf("coproduce", { brief }), text: words.work });
const toEntries = (brief: string): Lead => ({ address: addressOf("entries", { brief }), text: words.entries });
const toTrack = ({ brief, track }: { brief: string; track: string }): Lead => ({ address: addressOf("track", { brief, track }), text: words.track });
const toReview = (review: string): Lead => ({ address: addressOf("room", { review }), text: words.review });
const toQueue = (): Lead => ({ address: addressOf("queue"), text: words.queue });
const toPoints = (): Lead => ({ address: addressOf("points"), text: words.points });
const toTracks = (): Lead => ({ address: addressOf("tracks"), text: texts.tracks.title });

/** `undefined` where there is nothing to see. */
export function leadOf(notice: Notice, groups: readonly Schema<"Role">[]): Lead | undefined {
  const chooses = groups.includes("client");
  switch (notice.kind) {
    case "upload_accepted":
    case "upload_invalid":
    case "feedback":
    case "shortlisted":
    case "shortlist_removed":
    case "client_rating":
    case "selected":
    case "writer_consented":
    case "writer_refused":
    case "writer_named":
    case "trial_asked":
      return toTrack(notice.facts);
    case "master_taken":
    case "unanswered":
      return chooses ? toEntries(notice.facts.brief) : toTrack(notice.facts);
    case "review_offered":
    case "reaction":
    case "dispute_raised":
      return toReview(notice.facts.review);
    case "dispute_decided":
      return notice.facts.own_review ? toReview(notice.facts.review) : toTracks();
    case "review_asked":
    case "review_expired":
    case "review_released":
    case "track_withdrawn":
      return toQueue();
    case "appointment":
    case "lexicon_confirmed":
    case "lexicon_returned":
    case "outcome_comparison":
      return toWork(notice.facts.brief);
    case "deadline_near":
      return deadlineOf(notice.facts.deadline);
    case "promotion":
    case "level_rests":
      return toPoints();
    case "coproducer":
      return { address: addressOf("application"), text: words.application };
    case "payout":
      return { address: addressOf("statement", { month: notice.facts.month }), text: words.statement };
    case "payout_account":
      return { address: addressOf("payout_account"), text: words.account };
    case "application_waits":
    case "word_awaited":
      return { address: addressOf("today"), text: words.today };
    case "brief_closed":
    case "brief_lapsed":
      return chooses ? toEntries(notice.facts.brief) : toBrief(notice.facts.brief);
    default:
      return toBrief(notice.facts.brief);
  }
}

function deadlineOf(deadline: Schema<"NearDeadline">): Lead {
  switch (deadline.of) {
    case "review":
      return toReview(deadline.review);
    case "version":
      return toTrack(deadline);
    case "choice":
      return toEntries(deadline.brief);
    case "entries":
      return toBrief(deadline.brief);
  }
}
