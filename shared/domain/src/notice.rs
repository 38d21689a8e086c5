//! A notice to a member, written in the transaction that causes it.

use crate::id::MemberId;
use crate::string_enum::string_enum;
use crate::text::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

string_enum! {
    /// What a notice is about.
    pub enum NoticeKind {
        /// A client invites a composer.
        Invitation => "invitation",
        /// A composer says yes or no to a client.
        InvitationAnswered => "invitation_answered",
        /// A composer accepted an invitation and has submitted nothing.
        InvitationUnused => "invitation_unused",
        /// A co-producer is appointed to a brief.
        Appointment => "appointment",
        /// A co-producer has left a client's brief.
        CoproducerLeft => "coproducer_left",
        /// A lexicon waits for the client.
        LexiconProposed => "lexicon_proposed",
        /// The client agrees with a lexicon.
        LexiconConfirmed => "lexicon_confirmed",
        /// The client sent a lexicon back.
        LexiconReturned => "lexicon_returned",
        /// An uploaded file is in order.
        UploadAccepted => "upload_accepted",
        /// An uploaded file was not taken.
        UploadInvalid => "upload_invalid",
        /// A track waits for a reviewer's ears.
        ReviewOffered => "review_offered",
        /// A reviewer was too late.
        ReviewExpired => "review_expired",
        /// A composer has an answer.
        Feedback => "feedback",
        /// A composer reacted to a review.
        Reaction => "reaction",
        /// A review is disputed.
        DisputeRaised => "dispute_raised",
        /// A dispute is decided.
        DisputeDecided => "dispute_decided",
        /// A composer counts somebody among the writers of a track.
        WriterNamed => "writer_named",
        /// A writer agrees with their share.
        WriterConsented => "writer_consented",
        /// A writer does not want their share.
        WriterRefused => "writer_refused",
        /// A composer takes a track back.
        TrackWithdrawn => "track_withdrawn",
        /// The client has taken the original of the winning track.
        MasterTaken => "master_taken",
        /// A track is on the client's shortlist.
        Shortlisted => "shortlisted",
        /// A track has won.
        Selected => "selected",
        /// A brief was awarded to somebody else's track.
        BriefAwarded => "brief_awarded",
        /// A client has changed what they ask for.
        BriefAmended => "brief_amended",
        /// Entries have ended; the client judges.
        BriefClosed => "brief_closed",
        /// A client has received the master.
        BriefDelivered => "brief_delivered",
        /// A client stayed silent for too long.
        BriefLapsed => "brief_lapsed",
        /// A prize, or a part of one, is somebody's.
        Prize => "prize",
        /// No reviewer could be found for a track.
        Unanswered => "unanswered",
        /// A review is not needed any more.
        ReviewReleased => "review_released",
        /// How a co-producer's ranking compares with the client's choice.
        OutcomeComparison => "outcome_comparison",
        /// A brief was called off.
        BriefCancelled => "brief_cancelled",
        /// A higher status level.
        Promotion => "promotion",
        /// Somebody is now a co-producer.
        Coproducer => "coproducer",
        Reminder => "reminder",
        /// Money is on its way.
        Payout => "payout",
        /// Somebody has changed where a member is paid.
        PayoutAccount => "payout_account",
    }
}

/// The same notice to many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// What it is about.
    #[serde(rename = "notice")]
    pub kind: NoticeKind,
    /// The id of the thing, with the version where it has one.
    pub subject: String,
    pub at: Timestamp,
    /// A sentence for people.
    pub text: Text,
    /// Whom it is for.
    pub members: BTreeSet<MemberId>,
}

impl Announcement {
    /// The notice to one of them.
    pub fn to(&self, member: MemberId) -> Notice {
        let Self { kind, subject, at, text, members: _ } = self.clone();
        Notice { member, kind, subject, at, text }
    }

    /// The notices to the first `most` of them, and what is left to be told.
    pub fn first(&self, most: usize) -> (Vec<Notice>, Self) {
        let notices = self.members.iter().take(most).map(|member| self.to(*member)).collect();
        let members = self.members.iter().skip(most).copied().collect();
        (notices, Self { members, ..self.clone() })
    }
}

/// A notice, once per member, kind and subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Whom it is for.
    pub member: MemberId,
    /// What it is about.
    #[serde(rename = "notice")] // `kind` is the word of the table for an item's own type
    pub kind: NoticeKind,
    /// The id of the thing, with the version where it has one.
    pub subject: String,
    pub at: Timestamp,
    /// A sentence for people.
    pub text: Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_loses_nobody_however_it_is_cut() {
        let names = ["ada", "ben", "chidi"];
        let all = Announcement {
            kind: NoticeKind::BriefCancelled,
            subject: "brf_1".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            text: Text::new("Called off.").unwrap(),
            members: names.map(MemberId::of_subject).into(),
        };
        for most in 0..=4 {
            let (told, rest) = all.first(most);
            assert_eq!(told.len(), most.min(3));
            let mut everybody: BTreeSet<MemberId> = told.iter().map(|one| one.member).collect();
            everybody.extend(rest.members);
            assert_eq!(everybody, all.members);
        }
    }
}
