//! The Lambda binary of `promotion`; everything else is in the library, where the laptop cloud
//! finds it.

fn main() -> Result<(), runtime::StartError> {
    runtime::serve_event(store::warm_up, promotion::handle)
}
