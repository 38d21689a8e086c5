//! What the co-producer answers to the entries of the brief that is judged when the story is over.

use serde_json::{Value, json};

/// A point or a range of a track, in milliseconds, and what to do there.
type Note = (u64, Option<u64>, &'static str);

/// An answer to a track.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letter {
    /// Fit, composition, production, originality, delivery.
    scores: [u8; 5],
    verdict: &'static str,
    reason: Option<&'static str>,
    text: &'static str,
    strength: &'static str,
    notes: &'static [Note],
}

impl Letter {
    /// The body that delivers it, to a version on which `earlier` notes were made before.
    pub(crate) fn delivery(&self, earlier: usize) -> Value {
        let [brief_fit, composition, production, originality, delivery] = self.scores;
        let notes = self.notes.iter().map(|(at_ms, until_ms, text)| {
            json!({ "at_ms": at_ms, "until_ms": until_ms, "text": text, "actionable": true })
        });
        json!({
            "scores": {
                "brief_fit": brief_fit, "composition": composition, "production": production,
                "originality": originality, "delivery": delivery,
            },
            "verdict": self.verdict,
            "feedback": {
                "text": self.text,
                "strengths": [self.strength],
                "notes": notes.collect::<Vec<_>>(),
                "reason": self.reason,
                "fit_term": "homesick",
            },
            "confirmed": vec![true; earlier],
        })
    }
}

pub(crate) const PLATFORM_NINE: Letter = Letter {
    scores: [4, 4, 3, 4, 3],
    verdict: "changes_requested",
    reason: Some("energy"),
    text: "The tune is homesick without asking for pity, and the pad is the snow. But the train does \
           not move yet: your pulse could be the wheels, a little faster, and felt rather than heard.",
    strength: "a melody that stays in the compartment after the lamp is out",
    notes: &[
        (2_500, None, "let the rails begin here, softly"),
        (8_000, Some(12_500), "the pad covers the piano in these bars; thin it or move it down"),
    ],
};

pub(crate) const PLATFORM_NINE_AGAIN: Letter = Letter {
    scores: [5, 4, 4, 4, 4],
    verdict: "approve",
    reason: None,
    text: "Now it travels. The snare is a sleeper under the rail, and where the pad stepped back I hear \
           two people not speaking. The last bar leaves me on the platform, as it should.",
    strength: "wheels that nobody had to imitate",
    notes: &[(13_000, Some(15_000), "the ending may breathe a moment longer before the titles go")],
};

pub(crate) const DINING_CAR: Letter = Letter {
    scores: [4, 5, 4, 4, 5],
    verdict: "approve",
    reason: None,
    text: "A whistle in a dining car at midnight is exactly the warmth that the brief hopes for. Your \
           upright bass walks the corridor, and the swing keeps the cups from sliding.",
    strength: "the turn home in the last three bars",
    notes: &[
        (4_400, Some(8_800), "the whistle could come a step closer here, as if it sat down"),
        (11_000, None, "leave out this snare: the names appear"),
    ],
};

pub(crate) const SLEEPERS: Letter = Letter {
    scores: [2, 4, 4, 4, 4],
    verdict: "off_brief",
    reason: Some("mood"),
    text: "I like this band, and I would follow it through any carriage. The film has two strangers \
           and one lamp, though; brass and congas make a party of them before they have met.",
    strength: "percussion that talks in whole sentences",
    notes: &[(1_500, Some(6_000), "the brass tells us how to feel before we have seen anybody")],
};

pub(crate) const NIGHT_BUS: Letter = Letter {
    scores: [4, 5, 4, 4, 4],
    verdict: "approve",
    reason: None,
    text: "Here it is at home: midnight in the city was wrong for lemonade and is right for rails. Your \
           slow lead leaves room for every name on the screen, and nothing explains itself.",
    strength: "a minor seventh that still hurts in the best way",
    notes: &[(10_000, None, "hold this note until the picture changes")],
};
