//! The Lambda binary of `reviews`; everything else is in the library, where the laptop cloud finds
//! it.

fn main() -> Result<(), runtime::StartError> {
    runtime::serve_http(reviews::router)
}
