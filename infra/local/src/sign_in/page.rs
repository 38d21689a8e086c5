//! The page on which one chooses who one is, and the page that says what is wrong: HTML without a
//! script, and nothing from anywhere else.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use http::{HeaderValue, StatusCode};
use sha2::{Digest, Sha256};

use super::people::{GROUPS, Person, is_of_story, part_of};
use crate::gateway::GatewayResponse;

const STYLE: &str = "\
:root{color-scheme:light dark;--paper:#faf9f6;--card:#fff;--ink:#1d1d20;--quiet:#55565c;\
--line:#767680;--act:#3a4a9c;--on-act:#fff;--wrong:#a4161a}\
@media(prefers-color-scheme:dark){:root{--paper:#16171a;--card:#202227;--ink:#ececef;\
--quiet:#b8b9c1;--line:#8b8c96;--act:#aab6ff;--on-act:#14162b;--wrong:#ff9a9c}}\
*{box-sizing:border-box}\
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}\
main{max-width:34rem;margin:0 auto;padding:2rem 1rem 4rem}\
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}\
h2{font-size:1.125rem;margin:2rem 0 .5rem}\
p{margin:0 0 1rem;color:var(--quiet)}\
ul{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}\
button,input[type=text]{font:inherit;color:inherit;width:100%;min-height:3rem;padding:.5rem 1rem;\
border:1px solid var(--line);border-radius:.5rem;background:var(--card)}\
button{cursor:pointer;text-align:start}\
li button{display:flex;flex-wrap:wrap;gap:0 .75rem;justify-content:space-between;align-items:center}\
li button span{color:var(--quiet)}\
button:hover{border-color:var(--act)}\
:focus-visible{outline:3px solid var(--act);outline-offset:2px}\
fieldset{border:0;margin:1rem 0;padding:0}\
legend,.label{display:block;padding:0;margin-bottom:.25rem;font-weight:600}\
fieldset label{display:flex;gap:.75rem;align-items:center;min-height:2.75rem}\
input[type=radio]{width:1.25rem;height:1.25rem;margin:0;accent-color:var(--act)}\
.act{background:var(--act);border-color:var(--act);color:var(--on-act);font-weight:600;\
text-align:center}\
.wrong{color:var(--wrong);font-weight:600}";

/// A page that is not answered yet.
#[derive(Debug)]
pub(super) struct Page {
    html: String,
    /// Where a form may lead besides the studio itself.
    form_target: String,
}

impl Page {
    /// Everybody to choose from, and a field for a new name. Both forms are sent to `action`;
    /// `mistake` says what was wrong with the last one.
    pub(super) fn choice(everybody: &[Person], action: &str, mistake: Option<&str>) -> Self {
        let mut main = String::from(
            "<h1>Who are you today?</h1><p>This studio lives on this computer alone, so nobody \
             needs a password. Be one of these people, or somebody new.</p>",
        );
        if let Some(words) = mistake {
            // Writing into a String cannot fail.
            write!(main, "<p class=\"wrong\" role=\"alert\">{}</p>", escaped(words)).ok();
        }
        let action = escaped(action);
        write!(main, "<form method=\"post\" action=\"{action}\">").ok();
        let (story, others): (Vec<&Person>, Vec<&Person>) =
            everybody.iter().partition(|person| is_of_story(&person.name));
        list(&mut main, "People of the story", &story);
        list(&mut main, "Others who have signed in", &others);
        write!(main, "</form><form method=\"post\" action=\"{action}\">").ok();
        main.push_str(
            "<h2>Somebody new</h2><label class=\"label\" for=\"name\">Name</label>\
             <input type=\"text\" id=\"name\" name=\"name\" required maxlength=\"60\" \
             autocomplete=\"off\"><fieldset><legend>Group</legend>",
        );
        for (group, does) in GROUPS {
            write!(
                main,
                "<label><input type=\"radio\" name=\"group\" value=\"{group}\" required>\
                 {group}: {does}</label>"
            )
            .ok();
        }
        main.push_str("</fieldset><button class=\"act\">Sign in with this name</button></form>");
        Self::of("Sign in", &main)
    }

    /// What is wrong, and the way back.
    pub(super) fn problem(words: &str) -> Self {
        let words = escaped(words);
        let main = format!(
            "<h1>Signing in did not work</h1><p>{words}</p><p><a href=\"/\">To the studio</a></p>"
        );
        Self::of("Signing in did not work", &main)
    }

    fn of(title: &str, main: &str) -> Self {
        let html = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <title>{title} – Coproducer</title><style>{STYLE}</style></head>\
             <body><main>{main}</main></body></html>"
        );
        Self { html, form_target: String::new() }
    }

    /// A form of it leads on to this origin; browsers hold a form to where it leads, too.
    #[must_use]
    pub(super) fn sending_to(mut self, origin: &str) -> Self {
        origin.clone_into(&mut self.form_target);
        self
    }

    pub(super) fn answer(self, status: StatusCode) -> GatewayResponse {
        let policy = HeaderValue::from_str(&self.policy());
        let mut response = GatewayResponse::new(self.html.into_bytes());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let closed = HeaderValue::from_static("default-src 'none'");
        headers.insert(CONTENT_SECURITY_POLICY, policy.unwrap_or(closed));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    }

    fn policy(&self) -> String {
        let style = STANDARD.encode(Sha256::digest(STYLE));
        let target = &self.form_target;
        format!(
            "default-src 'none'; style-src 'sha256-{style}'; form-action 'self' {target}; \
             base-uri 'none'; frame-ancestors 'none'"
        )
    }
}

/// A heading and a button for each; nothing where there is nobody.
fn list(main: &mut String, heading: &str, people: &[&Person]) {
    if people.is_empty() {
        return;
    }
    write!(main, "<h2>{heading}</h2><ul>").ok();
    for person in people {
        let (name, told) = (escaped(&person.name), escaped(&description(person)));
        write!(
            main,
            "<li><button name=\"person\" value=\"{name}\"><strong>{name}</strong> \
             <span>{told}</span></button></li>"
        )
        .ok();
    }
    main.push_str("</ul>");
}

/// The groups of a person, and their part where it is another word.
fn description(person: &Person) -> String {
    let groups = person.groups.join(", ");
    match part_of(&person.name).filter(|part| !person.groups.iter().any(|group| group == part)) {
        Some(part) => format!("{part} ({groups})"),
        None => groups,
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign_in::people::People;

    fn page(name: &str, mistake: Option<&str>) -> String {
        let mut people = People::default();
        people.join(name, "client");
        Page::choice(&people.everybody(), "/oauth2/authorize?a=\"&b", mistake).html
    }

    #[test]
    fn everybody_is_named_with_their_groups() {
        let html = page("Nora", None);
        assert!(html.contains("<strong>Mika</strong> <span>co-producer (composer)</span>"));
        assert!(html.contains("<strong>Nora</strong> <span>client</span>"));
        let nobody = Page::choice(&People::default().everybody(), "/", None).html;
        assert!(!nobody.contains("Others who have signed in"));
    }

    #[test]
    fn a_name_or_an_address_says_nothing_to_the_browser() {
        let html = page("<b onclick=\"x\">'", Some("a < b"));
        assert!(html.contains("&lt;b onclick=&quot;x&quot;&gt;&#39;") && !html.contains("<b "));
        assert!(html.contains("action=\"/oauth2/authorize?a=&quot;&amp;b\""));
        assert!(html.contains("role=\"alert\">a &lt; b</p>"));
    }

    #[test]
    fn the_policy_knows_the_style_and_where_the_form_leads() {
        let page = Page::problem("x").sending_to("http://localhost:5173");
        let style = STANDARD.encode(Sha256::digest(
            page.html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0,
        ));
        let answer = page.answer(StatusCode::BAD_REQUEST);
        let policy = answer.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains(&format!("style-src 'sha256-{style}';")), "{policy}");
        assert!(policy.contains("form-action 'self' http://localhost:5173;"), "{policy}");
        assert!(!policy.contains("script-src") && policy.starts_with("default-src 'none';"));
    }
}
