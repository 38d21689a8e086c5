//! Every key of the table, in one place. `docs/access-patterns.md` lists who reads and writes them.
//!
//! Architecture invariant: no other file formats a `pk`, an `sk` or an index key.

use std::fmt::Display;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::id::{
    AdjustmentId, ApplicationId, BriefId, CreditId, MemberId, PayoutId, QuestionId, ReviewId,
    SuspenseId, TrackId,
};
use domain::money::adjustment::AdjustmentState;
use domain::money::books::MovementKind;
use domain::money::{Account, Currency, Isrc, PayoutState, Sha256Hex, TrackKey, YearMonth};
use domain::operator_word::SharedMatter;
use domain::track::EntryNumber;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::raw_item::Attributes;

/// Where an item stands: partition and sort key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The partition key.
    pub pk: String,
    /// The sort key.
    pub sk: String,
}

impl Key {
    fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { pk: pk.into(), sk: sk.into() }
    }

    /// The key of an item that was read.
    pub fn of(item: &Attributes) -> Option<Self> {
        let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok());
        Some(Self::new(text("pk")?, text("sk")?))
    }

    pub(crate) fn attributes(&self) -> Attributes {
        let text = |name: &str, value: &str| (name.to_owned(), AttributeValue::S(value.to_owned()));
        Attributes::from([text("pk", &self.pk), text("sk", &self.sk)])
    }
}

// A brief's partition: the brief, its lexicon, roster, invitations, tracks and their versions. One
// query reads all that an assignment or a selection decides on.

/// The partition of a brief.
pub fn brief_partition(brief: BriefId) -> String {
    format!("BRIEF#{brief}")
}

/// The brief itself.
pub fn brief(brief: BriefId) -> Key {
    Key::new(brief_partition(brief), "BRIEF")
}

/// One version of the brief's lexicon.
pub fn lexicon(brief: BriefId, version: u32) -> Key {
    Key::new(brief_partition(brief), format!("{LEXICON_PREFIX}{version:06}"))
}

/// One seat of the brief's roster.
pub fn roster(brief: BriefId, member: MemberId) -> Key {
    Key::new(brief_partition(brief), format!("{ROSTER_PREFIX}{member}"))
}

/// That a co-producer was asked to review in the brief beyond its roster.
pub fn asked_coproducer(brief: BriefId, member: MemberId) -> Key {
    Key::new(brief_partition(brief), format!("ASKED#{member}"))
}

/// That a member has entered the brief.
pub fn entrant(brief: BriefId, member: MemberId) -> Key {
    Key::new(brief_partition(brief), format!("ENTRANT#{member}"))
}

/// That a member has looked into the brief because they run the platform.
pub fn overseer(brief: BriefId, member: MemberId) -> Key {
    Key::new(brief_partition(brief), format!("OVERSEER#{member}"))
}

/// One composer's invitation to the brief.
pub fn invitation(brief: BriefId, member: MemberId) -> Key {
    Key::new(brief_partition(brief), format!("{INVITATION_PREFIX}{member}"))
}

/// The terms of one version of the brief: what a review that is pinned to it judged by.
pub fn brief_version(brief: BriefId, version: u32) -> Key {
    Key::new(brief_partition(brief), format!("VERSION#{version:06}"))
}

/// What was granted with the brief's award.
pub fn licence(brief: BriefId) -> Key {
    Key::new(brief_partition(brief), "LICENCE")
}

/// A question on the brief.
pub fn question(brief: BriefId, question: QuestionId) -> Key {
    Key::new(brief_partition(brief), format!("{QUESTION_PREFIX}{question}"))
}

/// All reference media of the brief.
pub fn reference_media(brief: BriefId) -> Key {
    Key::new(brief_partition(brief), "REFERENCE_MEDIA")
}

/// Something that is still to be done for the brief.
pub fn follow_up(brief: BriefId, name: impl Display) -> Key {
    Key::new(brief_partition(brief), format!("FOLLOWUP#{name}"))
}

/// A co-producer's frozen ranking of the brief's tracks.
pub fn taste_alignment(brief: BriefId, member: MemberId) -> Key {
    Key::new(brief_partition(brief), format!("{TASTE_ALIGNMENT_PREFIX}{member}"))
}

/// The one item on which every assignment of the brief is conditioned.
pub fn assign(brief: BriefId) -> Key {
    Key::new(brief_partition(brief), "ASSIGN")
}

/// A track of the brief.
pub fn track(brief: BriefId, track: TrackId) -> Key {
    Key::new(brief_partition(brief), format!("{TRACK_PREFIX}{track}"))
}

/// A version of a track.
pub fn version(brief: BriefId, track: TrackId, version: u32) -> Key {
    Key::new(brief_partition(brief), format!("{TRACK_PREFIX}{track}#VERSION#{version:06}"))
}

/// The number of one entry of a brief; its key is what makes it unique. In a partition of its own:
/// nothing reads it.
pub fn entry_number(brief: BriefId, number: EntryNumber) -> Key {
    Key::new(format!("ENTRIES#{brief}"), format!("{:06}", number.get()))
}

/// Sort keys of the lexicon's versions start with this.
pub const LEXICON_PREFIX: &str = "LEXICON#";
/// Sort keys of frozen rankings start with this.
pub const TASTE_ALIGNMENT_PREFIX: &str = "TASTE_ALIGNMENT#";
/// Sort keys of questions start with this.
pub const QUESTION_PREFIX: &str = "QUESTION#";
/// Sort keys of the roster start with this.
pub const ROSTER_PREFIX: &str = "COPRODUCER#";
/// Sort keys of invitations start with this.
pub const INVITATION_PREFIX: &str = "INVITATION#";
/// Sort keys of tracks and their versions start with this.
pub const TRACK_PREFIX: &str = "TRACK#";

// Reviews.

/// A review, in a partition of its own: it is read by its id alone.
pub fn review(review: ReviewId) -> Key {
    Key::new(format!("REVIEW#{review}"), "REVIEW")
}

/// What this reviewer has been given, in all briefs; written by assignment alone.
pub fn workload(reviewer: MemberId) -> Key {
    Key::new(format!("WORKLOAD#{reviewer}"), "WORKLOAD")
}

/// When this reviewer was last given something by this author.
pub fn pair(author: MemberId, reviewer: MemberId) -> Key {
    Key::new(format!("PAIR#{author}#{reviewer}"), "PAIR")
}

/// That these two have written something together; the smaller id comes first.
pub fn partners(one: MemberId, other: MemberId) -> Key {
    Key::new(format!("PAIR#{}#{}", one.min(other), one.max(other)), "PARTNERS")
}

// Members.

/// The partition of a member: profile, points, notices.
pub fn member_partition(member: MemberId) -> String {
    format!("MEMBER#{member}")
}

/// A member's profile, written by the member.
pub fn member(member: MemberId) -> Key {
    Key::new(member_partition(member), "MEMBER")
}

/// A member's roles, as their latest sign-in had them; read in one batch with [`member`].
pub fn roles(member: MemberId) -> Key {
    Key::new(member_partition(member), "ROLES")
}

/// Every operator, in GSI2; not sharded, since they are few.
pub const OPERATORS_PARTITION: &str = "roles#operator";

/// One genre under which a member is found.
pub fn listing(member: MemberId, tag: impl Display) -> Key {
    Key::new(member_partition(member), format!("LISTING#{tag}"))
}

/// One place of a member in the directory: under a genre, or among all.
pub fn directory_entry(member: MemberId, shelf: impl Display) -> Key {
    Key::new(member_partition(member), format!("DIRECTORY#{shelf}"))
}

/// A member's points and level, written by `promotion` alone (kind `standing`); read it together
/// with [`member`] in one batch.
pub fn standing(member: MemberId) -> Key {
    Key::new(member_partition(member), "STANDING")
}

/// One point entry; its key (rule and subject) is what makes it happen once.
pub fn point(member: MemberId, entry: impl Display) -> Key {
    Key::new(member_partition(member), format!("{POINT_PREFIX}{entry}"))
}

/// One notice; its key is what makes it happen once.
pub fn notice(member: MemberId, kind: impl Display, subject: impl Display) -> Key {
    Key::new(member_partition(member), format!("NOTICE#{kind}#{subject}"))
}

/// That a member was named as a writer of somebody else's track.
pub fn named_writer(member: MemberId, track: TrackId) -> Key {
    Key::new(member_partition(member), format!("{NAMED_WRITER_PREFIX}{track}"))
}

/// What was observed of a co-producer at one review or one ranking.
pub fn observation(member: MemberId, subject: impl Display) -> Key {
    Key::new(member_partition(member), format!("{OBSERVATION_PREFIX}{subject}"))
}

/// A co-producer's standing, beside [`standing`].
pub fn coproducer_standing(member: MemberId) -> Key {
    Key::new(member_partition(member), "COPRODUCER_STANDING")
}

/// Sort keys of observations start with this.
pub const OBSERVATION_PREFIX: &str = "RECORD#OBSERVATION#";
/// Sort keys of point entries start with this.
pub const POINT_PREFIX: &str = "RECORD#POINT#";
/// Both of them, which are read together.
pub const RECORD_PREFIX: &str = "RECORD#";
/// Sort keys of tracks that a member was named as a writer of start with this.
pub const NAMED_WRITER_PREFIX: &str = "WRITER#";

/// The latest feedback texts of a reviewer.
pub fn recent_texts(member: MemberId) -> Key {
    Key::new(member_partition(member), "RECENT_TEXTS")
}

/// A track of a member's that operators have marked for trials.
pub fn trial_track(composer: MemberId, track: TrackId) -> Key {
    Key::new(member_partition(composer), format!("TRIAL#{track}"))
}

/// The tracks whose composers agree that they are used in trials, in GSI2; not sharded, since they
/// are few.
pub const TRIAL_TRACKS_PARTITION: &str = "trial_track#consented";

/// What reviewers have said in a brief; not in its partition, which is read whole.
pub fn brief_texts(brief: BriefId) -> Key {
    Key::new(format!("TEXTS#{brief}"), "TEXTS")
}

/// What a composer has open.
pub fn open_entries(member: MemberId) -> Key {
    Key::new(member_partition(member), "OPEN_ENTRIES")
}

/// The time in which a reviewer can have listened.
pub fn listening_time(member: MemberId) -> Key {
    Key::new(member_partition(member), "LISTENING_TIME")
}

/// The partition of every co-producer of the platform, read consistently when a roster is made.
pub const COPRODUCERS_PARTITION: &str = "COPRODUCERS";

/// A member's co-producer record.
pub fn coproducer(member: MemberId) -> Key {
    Key::new(COPRODUCERS_PARTITION, member.to_string())
}

/// An application as co-producer.
pub fn application(application: ApplicationId) -> Key {
    Key::new(format!("APPLICATION#{application}"), "APPLICATION")
}

/// The applications that wait for an operator, in GSI2; not sharded, since they are few.
pub const APPLICATIONS_PARTITION: &str = "application#applied";

/// The appeals that no operator has answered, in GSI2; not sharded, since they are few.
pub const APPEALS_PARTITION: &str = "coproducer#appealed";

/// A member's erasure; all that stays in their partition beside their points.
pub fn erasure(member: MemberId) -> Key {
    Key::new(member_partition(member), "ERASURE")
}

/// The partition of everybody who has left for good.
pub const REVOKED_MEMBERS_PARTITION: &str = "REVOKED_MEMBERS";

/// One of them; by time, so that a reader may go on from where it was.
pub fn revoked_member(at: Timestamp, member: MemberId) -> Key {
    Key::new(REVOKED_MEMBERS_PARTITION, format!("{}#{member}", sortable(at)))
}

/// The secret of the deployment, before all of them: read with the whole list and with no later part
/// of it.
pub fn deployment_secret() -> Key {
    Key::new(REVOKED_MEMBERS_PARTITION, "#DEPLOYMENT_SECRET")
}

/// One of the few seats of founding co-producers; its key is what makes the number hold.
pub fn founding_seat(seat: u32) -> Key {
    Key::new(FOUNDING_PARTITION, format!("{seat:06}"))
}

/// The partition of all seats of founding co-producers.
pub const FOUNDING_PARTITION: &str = "FOUNDING";

/// A credit, read by anybody by its id.
pub fn credit(credit: CreditId) -> Key {
    Key::new(format!("CREDIT#{credit}"), "CREDIT")
}

// Look-ups that are also uniqueness.

/// Who uploaded this audio first, by its file.
pub fn audio_sha256(sha256: &Sha256Hex) -> Key {
    Key::new(format!("SHA#{sha256}"), "SHA")
}

/// Which track an ISRC names.
pub fn isrc(isrc: &Isrc) -> Key {
    Key::new(format!("ISRC#{isrc}"), "ISRC")
}

/// Which month booked this revenue file, by its decompressed bytes.
pub fn file_sha256(sha256: &Sha256Hex) -> Key {
    Key::new(format!("FILE#{sha256}"), "FILE")
}

// What sounds alike.

/// The partition of the fingerprints of a track's versions.
pub fn fingerprint_partition(track: TrackId) -> String {
    format!("FINGERPRINT#{track}")
}

/// The fingerprint of a version; by its track alone, since that is what a landmark leads to.
pub fn fingerprint(track: TrackId, version: u8) -> Key {
    Key::new(fingerprint_partition(track), format!("{version:06}"))
}

/// Which pieces have this value among their landmarks.
pub fn landmark(value: u32) -> Key {
    Key::new(format!("LANDMARK#{value:08x}"), "LANDMARK")
}

/// The partition of all likenesses of a brief's tracks.
pub fn likeness_partition(brief: BriefId) -> String {
    format!("LIKENESSES#{brief}")
}

/// Sort keys of the likenesses of a track start with this.
pub fn likeness_prefix(track: TrackId) -> String {
    format!("{track}#")
}

/// What a version of a track of the brief has in common with another one, of whichever brief.
pub fn likeness(brief: BriefId, piece: (TrackId, u8), like: (TrackId, u8)) -> Key {
    let (prefix, version) = (likeness_prefix(piece.0), piece.1);
    let sk = format!("{prefix}{version:06}#{}#{:06}", like.0, like.1);
    Key::new(likeness_partition(brief), sk)
}

/// All likenesses of the studio, in GSI2; not sharded, since it is one list by nature.
pub const LIKENESSES_PARTITION: &str = "likeness#found";

// Money.

/// The partition of all months' states, so that the oldest Open one is one query.
pub const MONTHS_PARTITION: &str = "MONTHS";

/// A month's state.
pub fn month(month: YearMonth) -> Key {
    Key::new(MONTHS_PARTITION, month.to_string())
}

/// The partition of a month: its inputs and its posting markers.
pub fn month_partition(month: YearMonth) -> String {
    format!("MONTH#{month}")
}

/// A revenue file of a month.
pub fn month_file(month: YearMonth, sha256: &Sha256Hex) -> Key {
    Key::new(month_partition(month), format!("{FILE_PREFIX}{sha256}"))
}

/// The upload that was reserved for a revenue file, with what became of it.
pub fn month_upload(month: YearMonth, upload: impl Display) -> Key {
    Key::new(month_partition(month), format!("{UPLOAD_PREFIX}{upload}"))
}

/// A split as an input of the month it was set in: one query lists all of a month.
pub fn month_split(month: YearMonth, track: &TrackKey, number: u32) -> Key {
    Key::new(month_partition(month), format!("{MONTH_SPLIT_PREFIX}{track}#{number:06}"))
}

/// What becomes of a brief's prize, as an input of the month it was decided in.
pub fn month_prize(month: YearMonth, brief: BriefId) -> Key {
    Key::new(month_partition(month), format!("{MONTH_PRIZE_PREFIX}{brief}"))
}

/// A decision that is an input of the month.
pub fn month_input(month: YearMonth, name: impl Display) -> Key {
    Key::new(month_partition(month), format!("{INPUT_PREFIX}{name}"))
}

/// Sort keys of a month's decisions start with this.
pub const INPUT_PREFIX: &str = "INPUT#";

/// A correction of what is posted.
pub fn adjustment(adjustment: AdjustmentId) -> Key {
    Key::new(format!("ADJUSTMENT#{adjustment}"), "ADJUSTMENT")
}

/// The adjustments of one state, in GSI2; not sharded, since they are few.
pub fn adjustments_partition(state: AdjustmentState) -> String {
    format!("adjustment#{state}")
}

/// What money in suspense was matched with.
pub fn suspense_match(entry: SuspenseId) -> Key {
    Key::new(format!("SUSPENSE#{entry}"), "MATCH")
}

/// The permanent marker of a posted chunk.
pub fn posted(month: YearMonth, chunk: u64) -> Key {
    Key::new(month_partition(month), format!("{POSTED_PREFIX}{chunk:06}"))
}

/// The other side of the entries of a posted chunk.
pub fn counter_entry(month: YearMonth, chunk: u64) -> Key {
    Key::new(month_partition(month), format!("{COUNTER_PREFIX}{chunk:06}"))
}

/// Sort keys of counter-entries start with this.
pub const COUNTER_PREFIX: &str = "COUNTER#";
/// Sort keys of revenue files start with this.
pub const FILE_PREFIX: &str = "FILE#";
/// Sort keys of reserved revenue uploads start with this.
pub const UPLOAD_PREFIX: &str = "UPLOAD#";
/// Sort keys of a month's splits start with this.
pub const MONTH_SPLIT_PREFIX: &str = "SPLIT#";
/// Sort keys of a month's prize awards start with this.
pub const MONTH_PRIZE_PREFIX: &str = "PRIZE#";
/// Sort keys of posting markers start with this.
pub const POSTED_PREFIX: &str = "POSTED#";

/// The partition of a track's splits.
pub fn split_partition(track: &TrackKey) -> String {
    format!("TRACK#{track}")
}

/// What a track was when it was awarded, found by its id alone.
pub fn awarded_track(track: &TrackKey) -> Key {
    Key::new(split_partition(track), "TRACK")
}

/// Whether the award of a track stands, where anybody has decided about it.
pub fn award_standing(track: &TrackKey) -> Key {
    Key::new(split_partition(track), "AWARD")
}

/// The recording code of a track.
pub fn track_isrc(track: &TrackKey) -> Key {
    Key::new(split_partition(track), "ISRC")
}

/// Sort keys of a track's splits start with this.
pub const SPLIT_PREFIX: &str = "SPLIT#";

/// One split of a track; the newest number applies.
pub fn split(track: &TrackKey, number: u32) -> Key {
    Key::new(split_partition(track), format!("{SPLIT_PREFIX}{number:06}"))
}

/// The partition of an account: balances and entries.
pub fn account_partition(account: &Account) -> String {
    format!("ACCOUNT#{account}")
}

/// An account's balance in one currency.
pub fn balance(account: &Account, currency: Currency) -> Key {
    Key::new(account_partition(account), format!("{BALANCE_PREFIX}{currency}"))
}

/// The latest payout below the minimum that an account has asked for.
pub fn payout_request(account: &Account) -> Key {
    Key::new(account_partition(account), "PAYOUT_REQUEST")
}

/// What is withheld of an account's payouts.
pub fn tax_rate(account: &Account) -> Key {
    Key::new(account_partition(account), "TAX_RATE")
}

/// An account's entry of one month in one currency.
pub fn entry(account: &Account, month: YearMonth, currency: Currency) -> Key {
    Key::new(account_partition(account), format!("{ENTRY_PREFIX}{month}#{currency}"))
}

/// Sort keys of an account's entries of one month start with this.
pub fn entries_prefix(month: YearMonth) -> String {
    format!("{ENTRY_PREFIX}{month}#")
}

/// Sort keys of balances start with this.
pub const BALANCE_PREFIX: &str = "BALANCE#";
/// Sort keys of entries start with this.
pub const ENTRY_PREFIX: &str = "ENTRY#";

/// A payout, found by its id alone.
pub fn payout(payout: PayoutId) -> Key {
    Key::new(format!("PAYOUT#{payout}"), "PAYOUT")
}

/// The partition of all batches of payments, in their order.
pub const BATCHES_PARTITION: &str = "BATCHES";

/// A batch of payments; its key is what makes one follow the other.
pub fn batch(number: u64) -> Key {
    Key::new(BATCHES_PARTITION, format!("{number:09}"))
}

/// Money that has left what is due, or is due again, booked in `month`.
pub fn movement(month: YearMonth, payout: PayoutId, attempt: u32, movement: MovementKind) -> Key {
    let sk = format!("{MOVEMENT_PREFIX}{payout}#{attempt:06}#{movement}");
    Key::new(month_partition(month), sk)
}

/// How often money has moved in `month`.
pub fn movement_count(month: YearMonth) -> Key {
    Key::new(month_partition(month), "MOVEMENTS")
}

/// A file of the bank's answers, by its bytes.
pub fn settlement(month: YearMonth, sha256: &Sha256Hex) -> Key {
    Key::new(month_partition(month), format!("SETTLEMENT#{sha256}"))
}

/// Sort keys of movements start with this.
pub const MOVEMENT_PREFIX: &str = "MOVEMENT#";

/// Where a member is paid; in their partition, since it goes with their erasure.
pub fn payout_account(member: MemberId) -> Key {
    Key::new(member_partition(member), "PAYOUT_ACCOUNT")
}

/// The partition of all holds.
pub const HOLDS_PARTITION: &str = "HOLDS";

/// What operators have said in a matter that all of them are parties of.
pub fn operator_words(matter: &SharedMatter) -> Key {
    Key::new(format!("OPERATOR_WORDS#{matter}"), "WORDS")
}

/// All such matters that wait, in GSI2; not sharded, since they are few.
pub const OPERATOR_WORDS_PARTITION: &str = "operator_words#waiting";

/// A member's hold.
pub fn hold(member: MemberId) -> Key {
    Key::new(HOLDS_PARTITION, format!("{HOLD_PREFIX}{member}"))
}

/// How often a hold was set or lifted.
pub fn payee_changes() -> Key {
    Key::new(HOLDS_PARTITION, "CHANGES")
}

/// Sort keys of holds start with this.
pub const HOLD_PREFIX: &str = "HOLD#";

/// A stream record that the domain refused, with its reason and image.
pub fn poison(sequence: &str) -> Key {
    Key::new(format!("POISON#{sequence}"), "POISON")
}

/// Where no item is ever: what is read to open a connection.
pub(crate) fn warm_up() -> Key {
    Key::new("WARM", "WARM")
}

// The two indexes.

/// GSI1: what `member` owns of `kind`, by time.
pub fn owner_list(member: MemberId, kind: &str, at: Timestamp) -> (String, String) {
    (owner_list_partition(member, kind), sortable(at))
}

/// The partition of [`owner_list`].
pub fn owner_list_partition(member: MemberId, kind: &str) -> String {
    format!("{member}#{kind}")
}

/// GSI2, sharded eight-fold by `subject`, so that no partition is hot.
pub fn work_list(
    kind: &str,
    state: &str,
    subject: impl Display,
    due: Timestamp,
) -> (String, String) {
    let digest = Sha256::digest(subject.to_string());
    let shard = digest.first().copied().unwrap_or(0) & 7;
    (format!("{kind}#{state}#{shard}"), sortable(due))
}

/// The eight partitions of [`work_list`].
pub fn work_list_partitions(kind: &str, state: &str) -> [String; 8] {
    [0, 1, 2, 3, 4, 5, 6, 7].map(|shard| format!("{kind}#{state}#{shard}"))
}

/// The partitions in which payouts of a state are, in GSI2.
pub fn payouts_partitions(state: PayoutState) -> [String; 8] {
    work_list_partitions("payout", state.as_str())
}

/// The board's partition of GSI2, the only one that is not sharded: it is one list by nature.
pub const BOARD_PARTITION: &str = "brief#open";

/// Who is found under a genre, in GSI2, not sharded either: it is written when a profile changes.
pub fn listing_partition(tag: impl Display) -> String {
    format!("listing#{tag}")
}

/// Who is named under a genre, or among all, of the directory, in GSI2; as [`listing_partition`].
pub fn directory_partition(shelf: impl Display) -> String {
    format!("directory#{shelf}")
}

/// The disputes that wait for an operator, in GSI2; not sharded either, since they are few.
pub const DISPUTES_PARTITION: &str = "dispute#raised";

/// A time whose text sorts as the time does: always milliseconds, always UTC.
pub fn sortable(at: Timestamp) -> String {
    format!("{at:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_sort_as_text() {
        let whole: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let later: Timestamp = "2026-01-01T00:00:00.250Z".parse().unwrap();
        assert!(sortable(whole) < sortable(later));
        assert_eq!(sortable(whole), "2026-01-01T00:00:00.000Z");
    }
}
