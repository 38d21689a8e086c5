//! Where a browser may be sent: the callback and sign-out addresses that the template registers at the
//! user pool's client, for the origins that a laptop's studio has.

/// The page that is given the code.
pub(super) const SIGNED_IN: &str = "/studio/signed-in";
/// The page after signing out.
pub(super) const SIGNED_OUT: &str = "/";

/// The origins of the studio's pages.
#[derive(Debug)]
pub(super) struct StudioAddresses {
    origins: Vec<String>,
}

impl StudioAddresses {
    /// The studio itself, under both of its names, and the origin that the template lets in.
    pub(super) fn new(url: &str, web_origin: Option<&str>) -> Self {
        let by_name = url.replace("127.0.0.1", "localhost");
        let origins = [Some(url), Some(by_name.as_str()), web_origin];
        Self { origins: origins.into_iter().flatten().map(str::to_owned).collect() }
    }

    /// The origin of a registered address, which ends with this path and nothing after it.
    pub(super) fn origin_of(&self, address: &str, path: &str) -> Option<&str> {
        let origin = address.strip_suffix(path)?;
        self.origins.iter().map(String::as_str).find(|known| *known == origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_registered_to_its_last_letter() {
        let addresses = StudioAddresses::new("http://127.0.0.1:4242", Some("http://page:5173"));
        let origin = |address: &str| addresses.origin_of(address, SIGNED_IN);
        for known in ["http://127.0.0.1:4242", "http://localhost:4242", "http://page:5173"] {
            let address = format!("{known}/studio/signed-in");
            assert_eq!(origin(&address), Some(known));
        }
        for foreign in [
            "http://127.0.0.1:4242/studio/signed-in/",
            "http://127.0.0.1:4242/studio/signed-in?a=b",
            "http://127.0.0.1:4242/",
            "http://127.0.0.1:4242.elsewhere.example/studio/signed-in",
            "https://elsewhere.example/studio/signed-in",
            "/studio/signed-in",
            "",
        ] {
            assert_eq!(origin(foreign), None, "{foreign}");
        }
    }
}
