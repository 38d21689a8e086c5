//! The Lambda binary of `intake`; everything else is in the library, where the laptop cloud finds
//! it.

fn main() -> Result<(), runtime::StartError> {
    runtime::serve_event(workflow::warm_up, intake::handle)
}
