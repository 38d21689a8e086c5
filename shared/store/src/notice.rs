//! Notices: what a member is told, once per kind and subject; and what has to be looked up before
//! they can be read.

use std::collections::BTreeMap;

use domain::brief::Brief;
use domain::coproducer::Coproducer;
use domain::erasure::Erasure;
use domain::id::BriefId;
use domain::lexicon::Lexicon;
use domain::notice::wording::{NoticeContext, ReasonSource, operator_words, thanks, visible_title};
use domain::notice::{Notice, NoticeBody};
use domain::question::Question;
use jiff::Timestamp;

use crate::brief::{BriefFor, BriefItem};
use crate::error::StoreError;
use crate::item::{Indexes, Item};
use crate::keys::{self, Key};
use crate::payout::Payout;
use crate::raw_item::RawItem;
use crate::review::ReviewItem;
use crate::table::Store;
use crate::track::{TrackItem, VersionItem};

impl Item for Notice {
    const KIND: &'static str = "notice";

    fn key(&self) -> Key {
        keys::notice(self.member, self.body.kind(), self.body.subject())
    }

    fn indexes(&self) -> Indexes {
        Indexes {
            owner_list: Some(keys::owner_list(self.member, Self::KIND, self.at)),
            work_list: None,
        }
    }
}

/// The keys of what one notice refers to.
#[derive(Debug, Default)]
struct Referred {
    brief: Option<Key>,
    track: Option<Key>,
    erasure: Option<Key>,
    review: Option<Key>,
    reason: Option<Key>,
}

impl Referred {
    fn by(notice: &Notice) -> Self {
        let references = notice.body.references();
        let (brief, track) = (references.brief, references.track);
        let reason = match references.reason {
            None => None,
            Some(ReasonSource::Brief | ReasonSource::Selection) => brief.map(keys::brief),
            Some(ReasonSource::Question(id) | ReasonSource::Answer(id)) => {
                brief.map(|brief| keys::question(brief, id))
            }
            Some(ReasonSource::Rating) => {
                brief.zip(track).map(|(brief, track)| keys::track(brief, track))
            }
            Some(ReasonSource::Lexicon(version)) => brief.map(|id| keys::lexicon(id, version)),
            Some(ReasonSource::Upload { version, .. }) => {
                brief.zip(track).map(|(brief, track)| keys::version(brief, track, version.into()))
            }
            Some(ReasonSource::Coproducer) => Some(keys::coproducer(notice.member)),
            Some(ReasonSource::Payout(payout)) => Some(keys::payout(payout)),
            Some(ReasonSource::Thanks(review)) => Some(keys::review(review)),
        };
        Self {
            brief: brief.map(keys::brief),
            track: brief.zip(track).map(|(brief, track)| keys::track(brief, track)),
            erasure: references.person.map(keys::erasure),
            review: references.review.map(keys::review),
            reason,
        }
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        let Self { brief, track, erasure, review, reason } = self;
        [brief, track, erasure, review, reason].into_iter().flatten()
    }
}

/// What was read of all that some notices refer to.
struct Found(BTreeMap<Key, RawItem>);

impl Found {
    fn item<T: Item>(&self, key: Option<&Key>) -> Result<Option<T>, StoreError> {
        let raw = key.and_then(|key| self.0.get(key)).cloned();
        Ok(raw.map(RawItem::parse::<T>).transpose()?.map(|stored| stored.item))
    }

    fn context(
        &self,
        notice: &Notice,
        referred: &Referred,
        kept_back: &BTreeMap<BriefId, Timestamp>,
    ) -> Result<NoticeContext, StoreError> {
        let brief = self.brief(referred)?;
        let until = brief.as_ref().and_then(|brief| kept_back.get(&brief.id)).copied();
        let track: Option<TrackItem> = self.item(referred.track.as_ref())?;
        let erasure: Option<Erasure> = self.item(referred.erasure.as_ref())?;
        let review: Option<ReviewItem> = self.item(referred.review.as_ref())?;
        let own = review.filter(|item| item.review.reviewer == notice.member);
        let title =
            track.and_then(|item| visible_title(&item.track, brief.as_ref(), notice.member));
        Ok(NoticeContext {
            brief: brief.filter(|_| until.is_none()).map(|brief| brief.terms.title),
            track: title,
            entry: own.map(|item| item.pinned.item.version.entry),
            kept_back_until: until,
            person_left: erasure.is_some_and(|erasure| erasure.has_left()),
            reason: self.reason(notice, referred.reason.as_ref(), until.is_some())?,
        })
    }

    fn brief(&self, referred: &Referred) -> Result<Option<Brief>, StoreError> {
        let brief: Option<BriefItem> = self.item(referred.brief.as_ref())?;
        Ok(brief.map(|item| item.brief))
    }

    fn reason(
        &self,
        notice: &Notice,
        key: Option<&Key>,
        is_kept_back: bool,
    ) -> Result<Option<String>, StoreError> {
        match notice.body.references().reason {
            None => Ok(None),
            Some(ReasonSource::Brief) => {
                let brief: Option<BriefItem> = self.item(key)?;
                Ok(brief.and_then(|brief| Some(brief.cancelled_because.as_ref()?.to_string())))
            }
            Some(ReasonSource::Question(_)) => {
                let question: Option<Question> = self.item(key)?;
                Ok(question.map(|question| question.text.to_string()))
            }
            Some(ReasonSource::Answer(_)) => {
                let question: Option<Question> = self.item(key)?;
                let answer = question.and_then(|question| question.answer);
                Ok(answer.map(|answer| answer.text.to_string()))
            }
            Some(ReasonSource::Selection) if is_kept_back => Ok(None),
            Some(ReasonSource::Selection) => {
                let brief: Option<BriefItem> = self.item(key)?;
                Ok(brief.and_then(|brief| Some(brief.selected_because.as_ref()?.to_string())))
            }
            Some(ReasonSource::Rating) => {
                let track: Option<TrackItem> = self.item(key)?;
                let rating = track.and_then(|item| item.track.client_rating);
                Ok(rating.and_then(|rating| Some(rating.words?.to_string())))
            }
            Some(ReasonSource::Lexicon(_)) => {
                let lexicon: Option<Lexicon> = self.item(key)?;
                Ok(lexicon.and_then(|lexicon| Some(lexicon.returned_because?.to_string())))
            }
            Some(ReasonSource::Upload { upload, .. }) => {
                let version: Option<VersionItem> = self.item(key)?;
                Ok(version.and_then(|version| of_upload(&notice.body, &version, upload)))
            }
            Some(ReasonSource::Coproducer) => {
                let coproducer: Option<Coproducer> = self.item(key)?;
                let NoticeBody::Coproducer(news) = &notice.body else { return Ok(None) };
                let words = |one: &Coproducer| operator_words(news, notice.at, one);
                Ok(coproducer.as_ref().and_then(words))
            }
            Some(ReasonSource::Payout(_)) => {
                let payout: Option<Payout> = self.item(key)?;
                let NoticeBody::Payout { attempt, .. } = notice.body else { return Ok(None) };
                let payout = payout.filter(|payout| payout.attempt == attempt);
                Ok(payout.and_then(|payout| payout.destination))
            }
            Some(ReasonSource::Thanks(_)) => {
                let found: Option<ReviewItem> = self.item(key)?;
                Ok(found.and_then(|item| thanks(&item.review, notice.member)))
            }
        }
    }
}

/// What a file is not as it was asked for, or why it was not taken.
fn of_upload(body: &NoticeBody, item: &VersionItem, upload: usize) -> Option<String> {
    if let NoticeBody::UploadAccepted { .. } = body {
        let warnings = &item.version.warnings;
        return (upload == item.upload() && !warnings.is_empty()).then(|| warnings.join("; "));
    }
    item.refused_because(upload).map(ToString::to_string)
}

impl Store {
    /// What the reader of these notices, who runs the platform or does not, may know now of the
    /// things that each refers to, in their order. One round trip for up to 100 things, and
    /// one more where a brief is under an embargo.
    pub async fn notice_contexts(
        &self,
        notices: &[Notice],
        operates: bool,
        now: Timestamp,
    ) -> Result<Vec<NoticeContext>, StoreError> {
        let referred: Vec<Referred> = notices.iter().map(Referred::by).collect();
        let wanted: Vec<Key> = referred.iter().flat_map(Referred::keys).cloned().collect();
        let items = self.get_many(&wanted).await?;
        let found = wanted.into_iter().zip(items).filter_map(|(key, item)| Some((key, item?)));
        let found = Found(found.collect());
        let kept_back = self.kept_back((notices, operates), &referred, &found, now).await?;
        let both = notices.iter().zip(&referred);
        let context =
            |(notice, referred): (&Notice, &Referred)| found.context(notice, referred, &kept_back);
        both.map(context).collect()
    }

    /// Of which of these briefs an embargo keeps title and winner from the reader, and until when.
    async fn kept_back(
        &self,
        (notices, operates): (&[Notice], bool),
        referred: &[Referred],
        found: &Found,
        now: Timestamp,
    ) -> Result<BTreeMap<BriefId, Timestamp>, StoreError> {
        let (mut wanted, mut members) = (Vec::new(), Vec::new());
        for (notice, referred) in notices.iter().zip(referred) {
            let Some(brief) = found.brief(referred)? else { continue };
            let selected = brief.selected.filter(|_| brief.is_embargoed(now));
            let Some(selected) = selected else { continue };
            wanted.extend(BriefFor::keys(brief.id, notice.member));
            wanted.push(keys::track(brief.id, selected.track));
            members.push(notice.member);
        }
        let mut kept_back = BTreeMap::new();
        if members.is_empty() {
            return Ok(kept_back);
        }
        let mut items = self.get_many(&wanted).await?.into_iter();
        for member in members {
            let brief = BriefFor::parse(&mut items)?;
            let winner = items.next().flatten().map(RawItem::parse::<TrackItem>).transpose()?;
            let Some(found) = brief else { continue };
            let wrote = winner.is_some_and(|one| one.item.track.authors().contains(&member));
            let (brief, part) = (&found.brief.item, found.part(member, operates));
            let until = brief.kept_back_until(part, wrote, now);
            kept_back.extend(until.map(|until| (brief.id, until)));
        }
        Ok(kept_back)
    }
}
