//! The Lambda binary of `royalties`; everything else is in the library, where the laptop cloud
//! finds it.

fn main() -> Result<(), runtime::StartError> {
    runtime::serve_event(store::warm_up, royalties::handle)
}
