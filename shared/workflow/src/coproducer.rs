//! What happens to a member as co-producer of the platform, from the application to the last
//! appeal.

mod application;
mod conduct;
mod founding;
pub mod trial;

pub use application::{
    apply, decide_application, next_step, proceed_with_application, waiting_for,
};
pub use conduct::{appeal, decide_appeal, end_coproducer};
pub use founding::name_founding_coproducer;
