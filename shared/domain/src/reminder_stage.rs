//! The two reminders before a deadline, and which of them somebody was sent.

use crate::policy::Policy;
use crate::string_enum::string_enum;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Which of the two reminders it is.
    pub enum ReminderStage {
        /// Less than a day is left.
        LastDay => "last_day",
        /// Less than four hours are left.
        LastHours => "last_hours",
    }
}

impl ReminderStage {
    /// The longest time that is left when it is sent.
    const fn time_left(self, policy: &Policy) -> SignedDuration {
        match self {
            Self::LastDay => policy.first_reminder_before,
            Self::LastHours => policy.last_reminder_before,
        }
    }
}

/// Of which stages a client was reminded since their brief has come so near to its lapse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceReminders {
    pub last_day: bool,
    pub last_hours: bool,
}

impl ChoiceReminders {
    pub(crate) const fn has(self, stage: ReminderStage) -> bool {
        match stage {
            ReminderStage::LastDay => self.last_day,
            ReminderStage::LastHours => self.last_hours,
        }
    }

    #[must_use]
    pub(crate) const fn with(self, stage: ReminderStage) -> Self {
        match stage {
            ReminderStage::LastDay => Self { last_day: true, ..self },
            ReminderStage::LastHours => Self { last_hours: true, ..self },
        }
    }

    /// Those of the stages that so much time left is within: of the others they are reminded anew.
    #[must_use]
    pub(crate) fn within(self, left: SignedDuration, policy: &Policy) -> Self {
        let is_within = |stage: ReminderStage| left <= stage.time_left(policy);
        Self {
            last_day: self.last_day && is_within(ReminderStage::LastDay),
            last_hours: self.last_hours && is_within(ReminderStage::LastHours),
        }
    }
}
