//! The music of the story and what the co-producer answers to each piece. The files are in
//! `../music`, with a note how they were made.

use crate::cast::{ADA, BEN, CHIDI, CastMember, Piece, Recording, ReviewLetter};

/// What is submitted to the brief, in this order.
pub(crate) const SUBMITTED: [Piece; 5] = [
    Piece {
        composer: ADA,
        title: "Lemon Grove",
        file_name: "ada-1.wav",
        content_type: "audio/wav",
        bytes: include_bytes!("../music/ada-1.wav"),
        letter: ReviewLetter {
            scores: [5, 4, 4, 4, 5],
            verdict: "approve",
            reason: None,
            text: "The first bar already smiles. Your off-beat guitar and the hand claps say \
                   sunny without a single word, and the hook comes back exactly when I want it.",
            strength: "a hook that one can whistle after one listening",
            note: (4_000, "the bass could breathe a little more here"),
        },
    },
    Piece {
        composer: ADA,
        title: "Barefoot",
        file_name: "ada-2.flac",
        content_type: "audio/flac",
        bytes: include_bytes!("../music/ada-2.flac"),
        letter: ReviewLetter {
            scores: [4, 5, 4, 4, 4],
            verdict: "approve",
            reason: None,
            text: "Lovely melody over an honest groove; it walks along the beach and never runs. \
                   For the film I hear the middle part under the product shot.",
            strength: "the turn to the subdominant in the middle part",
            note: (6_500, "leave two beats of air before the last chorus"),
        },
    },
    Piece {
        composer: ADA,
        title: "Fizz",
        file_name: "ada-3.mp3",
        content_type: "audio/mpeg",
        bytes: include_bytes!("../music/ada-3.mp3"),
        letter: ReviewLetter {
            scores: [3, 3, 3, 3, 3],
            verdict: "changes_requested",
            reason: Some("energy"),
            text: "The idea is right and the sparkle of the bells is what the client means by \
                   fun, but it arrives too late and too softly: lift the tempo and start with it.",
            strength: "bells that sound like bubbles",
            note: (1_000, "start with the bells, not with the pad"),
        },
    },
    Piece {
        composer: BEN,
        title: "Night Bus",
        file_name: "ben-1.flac",
        content_type: "audio/flac",
        bytes: include_bytes!("../music/ben-1.flac"),
        letter: ReviewLetter {
            scores: [2, 5, 5, 4, 4],
            verdict: "off_brief",
            reason: Some("mood"),
            text: "I'm your biggest fan, but this is midnight in the city and the client asked \
                   for noon at the lake. Keep this one: I know two briefs that would love it.",
            strength: "a minor seventh that hurts in the best way",
            note: (3_000, "the minor key alone already leaves the brief"),
        },
    },
    Piece {
        composer: CHIDI,
        title: "Market Day",
        file_name: "chidi-1.mp3",
        content_type: "audio/mpeg",
        bytes: include_bytes!("../music/chidi-1.mp3"),
        letter: ReviewLetter {
            scores: [4, 4, 3, 5, 4],
            verdict: "approve",
            reason: None,
            text: "What a rhythm section! Nobody else thought of a market, and the client's word \
                   uplifting is all over the brass line. A cleaner mix would make it perfect.",
            strength: "the call and answer of brass and percussion",
            note: (8_000, "cut some low mids from the percussion"),
        },
    },
];

/// The second version of [`SUBMITTED`]'s third piece.
pub(crate) const REVISED: Piece = Piece {
    composer: ADA,
    title: "Fizz",
    file_name: "ada-3-v2.mp3",
    content_type: "audio/mpeg",
    bytes: include_bytes!("../music/ada-3-v2.mp3"),
    letter: ReviewLetter {
        scores: [5, 4, 4, 4, 5],
        verdict: "approve",
        reason: None,
        text: "That is it! The bells open the door at once, the faster pulse carries them, and \
               every note of my letter is answered in your music. Thank you for listening.",
        strength: "the new opening",
        note: (2_000, "nothing to change, only to enjoy"),
    },
};

const fn mp3(
    composer: CastMember,
    title: &'static str,
    file_name: &'static str,
    bytes: &'static [u8],
) -> Recording {
    Recording { composer, title, file_name, content_type: "audio/mpeg", bytes }
}

/// The entries of the brief that is judged once the story is over; the answers are in `letters`.
pub(crate) const NEXT: [Recording; 4] = [
    mp3(BEN, "Platform Nine", "ben-2.mp3", include_bytes!("../music/ben-2.mp3")),
    mp3(ADA, "Dining Car", "ada-4.mp3", include_bytes!("../music/ada-4.mp3")),
    mp3(CHIDI, "Sleepers", "chidi-2.mp3", include_bytes!("../music/chidi-2.mp3")),
    // Turned down for lemonade, with the advice to keep it for another brief.
    Recording {
        composer: BEN,
        title: "Night Bus",
        file_name: "ben-1.flac",
        content_type: "audio/flac",
        bytes: include_bytes!("../music/ben-1.flac"),
    },
];

/// The second version of [`NEXT`]'s first.
pub(crate) const NEXT_AGAIN: Recording =
    mp3(BEN, "Platform Nine", "ben-2-v2.mp3", include_bytes!("../music/ben-2-v2.mp3"));

/// What waits for its first answer then.
pub(crate) const WAITING: [Recording; 3] = [
    mp3(CHIDI, "Rope and Tar", "chidi-3.mp3", include_bytes!("../music/chidi-3.mp3")),
    mp3(BEN, "Low Tide", "ben-3.mp3", include_bytes!("../music/ben-3.mp3")),
    mp3(ADA, "Ferry Bell", "ada-5.mp3", include_bytes!("../music/ada-5.mp3")),
];
