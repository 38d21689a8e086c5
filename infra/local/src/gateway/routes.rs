//! Which route a request takes: API Gateway's own order of preference.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// One route of the HTTP API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayRoute {
    /// `GET`, …, or `ANY`.
    pub method: String,
    /// The path as the template spells it: `/briefs/{brief}`, `/files/{rest+}`, or `$default`.
    pub path: String,
    /// The logical id of the function that answers.
    pub function: String,
    /// The authorizer that a request must pass; `None`: public.
    pub authorizer: Option<String>,
}

impl GatewayRoute {
    /// The route's name in events and metrics: `GET /briefs/{brief}`.
    pub fn key(&self) -> String {
        match self.path.as_str() {
            "$default" => "$default".to_owned(),
            path => format!("{} {path}", self.method),
        }
    }
}

/// A route that fits, and what its variables stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteMatch<'routes> {
    /// The most specific route that fits.
    pub route: &'routes GatewayRoute,
    /// The path's variables, decoded.
    pub parameters: BTreeMap<String, String>,
}

/// How well one piece of a route's path fits; the better sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Literal,
    Variable,
    Greedy,
    Default,
}

/// Finds the most specific route for a method and a path: literal pieces before variables,
/// variables before greedy ones, a named method before `ANY`, `$default` last. A slash at the end
/// matters.
pub fn find<'routes>(
    routes: &'routes [GatewayRoute],
    method: &str,
    path: &str,
) -> Option<RouteMatch<'routes>> {
    let mut found: Vec<(Vec<Fit>, bool, RouteMatch<'routes>)> = routes
        .iter()
        .filter(|route| route.method == method || route.method == "ANY")
        .filter_map(|route| {
            let (fits, parameters) = fit(&route.path, path)?;
            Some((fits, route.method == "ANY", RouteMatch { route, parameters }))
        })
        .collect();
    found.sort_by(|left, right| (&left.0, left.1).cmp(&(&right.0, right.1)));
    found.into_iter().next().map(|(_, _, found)| found)
}

fn fit(pattern: &str, path: &str) -> Option<(Vec<Fit>, BTreeMap<String, String>)> {
    let mut parameters = BTreeMap::new();
    if pattern == "$default" {
        return Some((vec![Fit::Default], parameters));
    }
    let mut fits = Vec::new();
    let mut rest = path.strip_prefix('/')?;
    let mut pieces = pattern.strip_prefix('/')?.split('/').peekable();
    while let Some(piece) = pieces.next() {
        let variable = piece.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        if let Some(name) = variable.and_then(|name| name.strip_suffix('+')) {
            if rest.is_empty() || pieces.peek().is_some() {
                return None;
            }
            fits.push(Fit::Greedy);
            parameters.insert(name.to_owned(), decoded(rest));
            return Some((fits, parameters));
        }
        let (this, after) = match rest.split_once('/') {
            Some((this, after)) => (this, Some(after)),
            None => (rest, None),
        };
        match variable {
            Some(_) if this.is_empty() => return None,
            Some(name) => {
                fits.push(Fit::Variable);
                parameters.insert(name.to_owned(), decoded(this));
            }
            None if piece == this => fits.push(Fit::Literal),
            None => return None,
        }
        match (after, pieces.peek()) {
            (Some(after), Some(_)) => rest = after,
            (None, None) => {}
            (Some(_), None) | (None, Some(_)) => return None,
        }
    }
    Some((fits, parameters))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(method: &str, path: &str) -> GatewayRoute {
        GatewayRoute {
            method: method.to_owned(),
            path: path.to_owned(),
            function: format!("{method} {path}"),
            authorizer: None,
        }
    }

    fn taken(routes: &[GatewayRoute], method: &str, path: &str) -> Option<String> {
        find(routes, method, path).map(|found| found.route.key())
    }

    #[test]
    fn the_most_specific_route_wins_whatever_the_order() {
        let mut routes = vec![
            route("GET", "/me/{list}"),
            route("GET", "/{proxy+}"),
            route("GET", "/me/points"),
            route("ANY", "/me/points"),
            route("ANY", "$default"),
        ];
        for _ in 0..routes.len() {
            routes.rotate_left(1);
            assert_eq!(taken(&routes, "GET", "/me/points").unwrap(), "GET /me/points");
            assert_eq!(taken(&routes, "PUT", "/me/points").unwrap(), "ANY /me/points");
            assert_eq!(taken(&routes, "GET", "/me/tracks").unwrap(), "GET /me/{list}");
            assert_eq!(taken(&routes, "GET", "/a/b/c").unwrap(), "GET /{proxy+}");
            assert_eq!(taken(&routes, "PUT", "/a/b/c").unwrap(), "$default");
        }
    }

    #[test]
    fn a_variable_takes_exactly_one_piece_and_is_decoded() {
        let routes = [route("GET", "/briefs/{brief}/tracks/{track}")];
        let found = find(&routes, "GET", "/briefs/brf_1/tracks/a%20b").unwrap();
        assert_eq!(found.parameters["brief"], "brf_1");
        assert_eq!(found.parameters["track"], "a b");
        assert!(find(&routes, "GET", "/briefs//tracks/t").is_none());
        assert!(find(&routes, "GET", "/briefs/b/tracks/t/listen").is_none());
        assert!(find(&routes, "GET", "/briefs/b/tracks").is_none());
    }

    #[test]
    fn another_method_or_a_slash_at_the_end_is_another_route() {
        let routes = [route("POST", "/briefs")];
        assert!(find(&routes, "POST", "/briefs").is_some());
        assert!(find(&routes, "GET", "/briefs").is_none());
        assert!(find(&routes, "POST", "/briefs/").is_none());
    }

    #[test]
    fn a_greedy_variable_takes_the_rest() {
        let routes = [route("GET", "/files/{rest+}")];
        assert_eq!(find(&routes, "GET", "/files/a/b").unwrap().parameters["rest"], "a/b");
        assert!(find(&routes, "GET", "/files/").is_none());
    }
}
