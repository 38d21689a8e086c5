//! The Lambda binary of `briefs`; everything else is in the library, where the laptop cloud finds
//! it.

fn main() -> Result<(), runtime::StartError> {
    runtime::serve_http(briefs::router)
}
