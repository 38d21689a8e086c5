//! Who acts in the story, and what they say.

/// A person of the story, with their token.
#[derive(Debug, Clone, Copy)]
pub struct CastMember {
    /// Their name; the same name is always the same person.
    pub name: &'static str,
    /// Their group in the token.
    pub group: &'static str,
    /// What they do here.
    pub part: &'static str,
}

/// The client, of a lemonade maker.
pub const CLARA: CastMember = CastMember { name: "Clara", group: "client", part: "client" };
pub const MIKA: CastMember = CastMember { name: "Mika", group: "composer", part: "co-producer" };
/// The composer of three tracks.
pub const ADA: CastMember = CastMember { name: "Ada", group: "composer", part: "composer" };
/// A composer of one track.
pub const BEN: CastMember = CastMember { name: "Ben", group: "composer", part: "composer" };
/// A composer of one track.
pub const CHIDI: CastMember = CastMember { name: "Chidi", group: "composer", part: "composer" };
/// The operator who names the co-producer and loads the revenue.
pub const OLGA: CastMember = CastMember { name: "Olga", group: "operator", part: "operator" };
/// The operator who approves.
pub const OTTO: CastMember = CastMember { name: "Otto", group: "operator", part: "operator" };

pub const EVERYBODY: [CastMember; 7] = [CLARA, MIKA, ADA, BEN, CHIDI, OLGA, OTTO];

/// A piece of the story: a file that the project composed itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) composer: CastMember,
    pub(crate) title: &'static str,
    pub(crate) file_name: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) bytes: &'static [u8],
    pub(crate) letter: ReviewLetter,
}

/// A file that is sent to a brief.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recording {
    pub(crate) composer: CastMember,
    pub(crate) title: &'static str,
    pub(crate) file_name: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) bytes: &'static [u8],
}

impl Piece {
    pub(crate) fn recording(&self) -> Recording {
        let Self { composer, title, file_name, content_type, bytes, .. } = *self;
        Recording { composer, title, file_name, content_type, bytes }
    }
}

/// What the co-producer says to a piece.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReviewLetter {
    /// Fit, composition, production, originality, delivery.
    pub(crate) scores: [u8; 5],
    pub(crate) verdict: &'static str,
    pub(crate) reason: Option<&'static str>,
    pub(crate) text: &'static str,
    pub(crate) strength: &'static str,
    /// Where, in milliseconds, and what to do there.
    pub(crate) note: (u64, &'static str),
}
