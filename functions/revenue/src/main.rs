//! The Lambda binary of `revenue`; everything else is in the library, where the laptop cloud finds
//! it.

fn main() -> Result<(), runtime::StartError> {
    runtime::serve_event(store::warm_up, revenue::handle)
}
