//! What a composer does with a track: reserve a place for a file, name its writers, withdraw it;
//! who reads and hears it; and the client's taking of the original that was bought.

mod expire;
mod master;
mod open_entries;
mod read;
mod reserve;
mod withdraw;
mod writers;

pub use expire::expire_reservation;
pub(crate) use expire::{GRACE, is_over};
pub use master::{Master, take_master};
pub use open_entries::open_entries;
pub use read::{PlayableVersion, SeenTrack, read_track, read_tracks, read_version_to_play};
pub(crate) use reserve::refuse_overseer;
pub use reserve::{AnnouncedFile, NewTrack, Reservation, reserve_track, reserve_version};
pub use withdraw::{take_back, withdraw_track};
pub(crate) use writers::show_invitations;
pub use writers::{consent_to_share, load_split, name_writers, refuse_share};
