//! The Lambda binary of `members`; everything else is in the library, where the laptop cloud finds
//! it.

fn main() -> Result<(), runtime::StartError> {
    runtime::serve_http(members::router)
}
