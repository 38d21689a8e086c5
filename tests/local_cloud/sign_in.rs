//! Signing in as a browser does: authorize, choose, exchange the code, call the API, exchange the
//! refresh token, sign out; and what is refused on the way.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

use jiff::SignedDuration;
use local::client::Reply;
use serde_json::{Value, json};
use tests::{ReplyChecks, World};

/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A page of the studio in a browser.
struct Browser {
    world: World,
    /// What `/studio.json` says.
    studio: Value,
}

impl Browser {
    async fn open() -> Self {
        let world = World::start().await;
        let mut browser = Self { world, studio: Value::Null };
        browser.studio = browser.get("/studio.json").await.expect_status(200);
        browser
    }

    fn address(&self, member: &str) -> &str {
        self.studio[member].as_str().unwrap()
    }

    fn callback(&self) -> String {
        format!("{}{}", self.world.studio.url(), self.address("signed_in"))
    }

    /// Whole URLs, since none of them is an operation of the API.
    async fn get(&self, path: &str) -> Reply {
        let url = format!("{}{path}", self.world.studio.url());
        self.world.http().get(&url).send().await.unwrap()
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Reply {
        let url = format!("{}{path}", self.world.studio.url());
        let client = self.world.http();
        let request = client.post(&url).bytes(encoded(form));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.send().await.unwrap()
    }

    /// The authorize address, with one parameter bent.
    fn authorize(&self, changed: &str, value: &str) -> String {
        let callback = self.callback();
        let good = [
            ("response_type", "code"),
            ("client_id", self.address("client_id")),
            ("redirect_uri", &callback),
            ("scope", self.address("scope")),
            ("state", "where I was"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let asked = good.map(|(name, good)| (name, if name == changed { value } else { good }));
        format!("{}?{}", self.address("authorize"), encoded(&asked))
    }

    /// The code that comes back once this is chosen.
    async fn code(&self, chosen: &[(&str, &str)]) -> String {
        let answer = self.post(&self.authorize("", ""), chosen).await;
        assert_eq!(answer.status.as_u16(), 302, "{:?}", answer.body);
        let back = format!("{}?code=", self.callback());
        let rest = answer.header("location").strip_prefix(&back).unwrap();
        rest.strip_suffix("&state=where%20I%20was").unwrap().to_owned()
    }

    /// The token endpoint's answer to a code, with one parameter bent.
    async fn redeem(&self, code: &str, changed: &str, value: &str) -> Reply {
        let callback = self.callback();
        let good = [
            ("grant_type", "authorization_code"),
            ("client_id", self.address("client_id")),
            ("code", code),
            ("redirect_uri", &callback),
            ("code_verifier", VERIFIER),
        ];
        let asked = good.map(|(name, good)| (name, if name == changed { value } else { good }));
        self.post(self.address("token"), &asked).await
    }

    async fn sign_in(&self, chosen: &[(&str, &str)]) -> Value {
        let code = self.code(chosen).await;
        self.redeem(&code, "", "").await.expect_status(200)
    }

    async fn refresh(&self, token: &Value) -> Reply {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", self.address("client_id")),
            ("refresh_token", token.as_str().unwrap()),
        ];
        self.post(self.address("token"), &form).await
    }

    /// The roles that the API knows from this access token.
    async fn roles(&self, token: &Value) -> Reply {
        let client = self.world.http();
        client.put("/me/roles").bearer(token.as_str().unwrap()).send().await.unwrap()
    }
}

/// A query or a form, its letters and digits as they are.
fn encoded(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        let letters = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        });
        letters.collect()
    };
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.to_vec()).unwrap()
}

#[track_caller]
fn assert_refused(reply: &Reply, error: &str) {
    assert_eq!((reply.status.as_u16(), &reply.json()["error"]), (400, &json!(error)));
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn somebody_of_the_story_signs_in_and_calls_the_api() {
    let browser = Browser::open().await;
    let page = browser.get(&browser.authorize("", "")).await;
    assert_eq!(page.status.as_u16(), 200);
    let html = text(&page);
    for name in ["Clara", "Mika", "Ada", "Ben", "Chidi", "Olga", "Otto"] {
        assert!(html.contains(&format!("name=\"person\" value=\"{name}\"")), "{name}");
    }
    assert!(!html.contains("<script") && !html.contains("Others who have signed in"));
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));

    let tokens = browser.sign_in(&[("person", "Mika")]).await;
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 12 * 3_600);
    let roles = browser.roles(&tokens["access_token"]).await.expect_status(200);
    assert!(roles.to_string().contains("composer"), "{roles}");
    assert_eq!(browser.roles(&tokens["id_token"]).await.status.as_u16(), 401, "it is no access");
}

#[tokio::test]
async fn a_new_name_is_offered_to_whoever_signs_in_next() {
    let browser = Browser::open().await;
    let tokens = browser.sign_in(&[("name", " Nora <3 "), ("group", "client")]).await;
    let roles = browser.roles(&tokens["access_token"]).await.expect_status(200);
    assert!(roles.to_string().contains("client"), "{roles}");
    let html = text(&browser.get(&browser.authorize("", "")).await);
    assert!(html.contains("Others who have signed in") && html.contains("Nora &lt;3</strong>"));
    browser.sign_in(&[("person", "Nora <3")]).await;
}

#[tokio::test]
async fn a_form_that_lacks_something_comes_back_with_words() {
    let browser = Browser::open().await;
    for (chosen, words) in [
        (&[("name", "  "), ("group", "client")][..], "Type a name"),
        (&[("name", "Nora")], "Choose a group"),
        (&[("name", "Nora"), ("group", "admin")], "Choose a group"),
        (&[("person", "Nora")], "does not know this person"),
        (&[("person", "Ada"), ("person", "Ben")], "not understood"),
    ] {
        let page = browser.post(&browser.authorize("", ""), chosen).await;
        assert_eq!(page.status.as_u16(), 422);
        let html = text(&page);
        assert!(html.contains("role=\"alert\"") && html.contains(words), "{words}");
    }
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_registered() {
    let browser = Browser::open().await;
    let foreign = "https://elsewhere.example/studio/signed-in";
    let chosen = [("person", "Ada")];
    for (changed, value) in [("redirect_uri", foreign), ("redirect_uri", ""), ("client_id", "x")] {
        let address = browser.authorize(changed, value);
        for page in [browser.get(&address).await, browser.post(&address, &chosen).await] {
            assert_eq!((page.status.as_u16(), page.header("location")), (400, ""), "{value}");
            assert!(text(&page).contains("Signing in did not work"));
        }
    }
    // The addresses that the template registers are the laptop's, too.
    let template = tests::template();
    assert!(template.contains("CallbackURLs: [!Sub \"${WebOrigin}/studio/signed-in\"]"));
    assert!(template.contains("LogoutURLs: [!Sub \"${WebOrigin}/\"]"));
    let vite = browser.authorize("redirect_uri", "http://localhost:5173/studio/signed-in");
    let answer = browser.post(&vite, &chosen).await;
    assert!(answer.header("location").starts_with("http://localhost:5173/studio/signed-in?code="));
}

#[tokio::test]
async fn what_else_is_wrong_is_told_to_the_page_that_asked() {
    let browser = Browser::open().await;
    for (changed, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "openid phone", "invalid_scope"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
    ] {
        let answer = browser.get(&browser.authorize(changed, value)).await;
        assert_eq!(answer.status.as_u16(), 302);
        let start = format!("{}?error={error}&error_description=", browser.callback());
        let location = answer.header("location");
        assert!(location.starts_with(&start), "{location}");
        assert!(location.ends_with("&state=where%20I%20was"), "{location}");
    }
}

#[tokio::test]
async fn a_code_works_once_within_five_minutes_for_the_one_who_asked() {
    let browser = Browser::open().await;
    let chosen = [("person", "Ada")];
    let code = browser.code(&chosen).await;
    browser.redeem(&code, "", "").await.expect_status(200);
    assert_refused(&browser.redeem(&code, "", "").await, "invalid_grant");

    for (changed, value) in [
        ("code_verifier", "another-verifier-of-forty-three-letters-here"),
        ("redirect_uri", "http://localhost:5173/studio/signed-in"),
    ] {
        let code = browser.code(&chosen).await;
        assert_refused(&browser.redeem(&code, changed, value).await, "invalid_grant");
        assert_refused(&browser.redeem(&code, "", "").await, "invalid_grant");
    }

    let in_time = browser.code(&chosen).await;
    browser.world.pass(SignedDuration::from_secs(4 * 60)).await;
    browser.redeem(&in_time, "", "").await.expect_status(200);
    let late = browser.code(&chosen).await;
    browser.world.pass(SignedDuration::from_secs(5 * 60)).await;
    assert_refused(&browser.redeem(&late, "", "").await, "invalid_grant");
}

#[tokio::test]
async fn the_token_address_says_what_it_lacks() {
    let browser = Browser::open().await;
    for (changed, value, error) in [
        ("grant_type", "password", "unsupported_grant_type"),
        ("grant_type", "", "invalid_request"),
        ("client_id", "somebody-else", "invalid_client"),
        ("client_id", "", "invalid_request"),
        ("code", "", "invalid_request"),
        ("code", "unknown", "invalid_grant"),
        ("code_verifier", "", "invalid_request"),
        ("redirect_uri", "", "invalid_request"),
    ] {
        let code = browser.code(&[("person", "Ada")]).await;
        assert_refused(&browser.redeem(&code, changed, value).await, error);
    }
    assert_refused(&browser.refresh(&json!("unknown")).await, "invalid_grant");
}

#[tokio::test]
async fn a_session_goes_on_by_refresh_tokens_that_rotate() {
    let browser = Browser::open().await;
    let first = browser.sign_in(&[("person", "Clara")]).await;
    browser.world.pass(SignedDuration::from_hours(13)).await;
    assert_eq!(browser.roles(&first["access_token"]).await.status.as_u16(), 401, "it is over");

    let second = browser.refresh(&first["refresh_token"]).await.expect_status(200);
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    browser.roles(&second["access_token"]).await.expect_status(200);

    browser.world.pass(SignedDuration::from_secs(30)).await;
    let again = browser.refresh(&first["refresh_token"]).await.expect_status(200);
    let third = browser.refresh(&again["refresh_token"]).await.expect_status(200);

    browser.world.pass(SignedDuration::from_secs(31)).await;
    assert_refused(&browser.refresh(&first["refresh_token"]).await, "invalid_grant");
    for of_the_family in [&second, &third] {
        assert_refused(&browser.refresh(&of_the_family["refresh_token"]).await, "invalid_grant");
    }
    let anew = browser.sign_in(&[("person", "Clara")]).await;
    browser.refresh(&anew["refresh_token"]).await.expect_status(200);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_leads_back() {
    let browser = Browser::open().await;
    let tokens = browser.sign_in(&[("person", "Otto")]).await;
    let client = browser.address("client_id");
    let revoke = async |token: &str| {
        browser.post(browser.address("revoke"), &[("client_id", client), ("token", token)]).await
    };
    let access = tokens["access_token"].as_str().unwrap();
    assert_refused(&revoke(access).await, "unsupported_token_type");
    assert_refused(&revoke("").await, "invalid_request");
    let refresh = tokens["refresh_token"].as_str().unwrap();
    for _ in 0..2 {
        let ended = revoke(refresh).await;
        assert_eq!((ended.status.as_u16(), ended.body.len()), (200, 0), "once more is as good");
    }
    assert_refused(&browser.refresh(&tokens["refresh_token"]).await, "invalid_grant");

    let home = format!("{}{}", browser.world.studio.url(), browser.address("signed_out"));
    let log_out = async |client: &str, address: &str| {
        let asked = encoded(&[("client_id", client), ("logout_uri", address)]);
        browser.get(&format!("{}?{asked}", browser.address("logout"))).await
    };
    let answer = log_out(client, &home).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (302, home.as_str()));
    for (client, address) in [(client, "https://elsewhere.example/"), ("x", home.as_str())] {
        let page = log_out(client, address).await;
        assert_eq!((page.status.as_u16(), page.header("location")), (400, ""));
    }
}

#[tokio::test]
async fn a_data_folder_keeps_who_is_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let start = async || {
        let world = World::in_folder(folder.path()).await;
        let mut browser = Browser { world, studio: Value::Null };
        browser.studio = browser.get("/studio.json").await.expect_status(200);
        browser
    };
    let browser = start().await;
    let tokens = browser.sign_in(&[("name", "Nora"), ("group", "composer")]).await;
    drop(browser);
    let browser = start().await;
    let refreshed = browser.refresh(&tokens["refresh_token"]).await.expect_status(200);
    browser.roles(&refreshed["access_token"]).await.expect_status(200);
}

#[tokio::test]
async fn the_deployment_is_told_the_same_members() {
    let browser = Browser::open().await;
    let template = tests::template();
    let line = template.lines().find(|line| line.contains("Value: !Sub '{\"authorize\"")).unwrap();
    let text = line.trim().trim_start_matches("Value: !Sub '").trim_end_matches('\'');
    let deployed: Value = serde_json::from_str(text).unwrap();
    let members =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(members(&deployed), members(&browser.studio));
    for same in ["scope", "signed_in", "signed_out", "api"] {
        assert_eq!(deployed[same], browser.studio[same]);
    }
}
