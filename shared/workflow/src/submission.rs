//! What a composer does with a track: reserve a place for a file, name its writers, withdraw it;
//! and the client's taking of the original that was bought.

mod expire;
mod master;
mod reserve;
mod withdraw;
mod writers;

pub use expire::expire_reservation;
pub(crate) use expire::is_over;
pub use master::{Master, take_master};
pub use reserve::{AnnouncedFile, NewTrack, Reservation, reserve_track, reserve_version};
pub use withdraw::{take_back, withdraw_track};
pub(crate) use writers::show_invitations;
pub use writers::{consent_to_share, load_split, name_writers, refuse_share};
