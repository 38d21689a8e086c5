//! The Lambda binary of `uploads`; everything else is in the library, where the laptop cloud finds
//! it.

fn main() -> Result<(), runtime::StartError> {
    runtime::serve_http(uploads::router)
}
