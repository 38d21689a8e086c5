//! Who acts in the story, and what they say.

/// Somebody with a token.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// Their name; the same name is always the same person.
    pub name: &'static str,
    /// Their group in the token.
    pub group: &'static str,
    /// What they do here.
    pub part: &'static str,
}

/// The client, of a lemonade maker.
pub const CLARA: Person = Person { name: "Clara", group: "client", part: "client" };
/// The founding co-producer.
pub const MIKA: Person = Person { name: "Mika", group: "composer", part: "co-producer" };
/// The composer of three tracks.
pub const ADA: Person = Person { name: "Ada", group: "composer", part: "composer" };
/// A composer of one track.
pub const BEN: Person = Person { name: "Ben", group: "composer", part: "composer" };
/// A composer of one track.
pub const CHIDI: Person = Person { name: "Chidi", group: "composer", part: "composer" };
/// The operator who names the co-producer and loads the revenue.
pub const OLGA: Person = Person { name: "Olga", group: "operator", part: "operator" };
/// The operator who approves.
pub const OTTO: Person = Person { name: "Otto", group: "operator", part: "operator" };

/// Everybody.
pub const EVERYBODY: [Person; 7] = [CLARA, MIKA, ADA, BEN, CHIDI, OLGA, OTTO];

/// A piece of the story: a file that the project composed itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) composer: Person,
    pub(crate) title: &'static str,
    pub(crate) file_name: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) bytes: &'static [u8],
    pub(crate) letter: ReviewLetter,
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
