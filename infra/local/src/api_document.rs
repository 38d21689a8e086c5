//! The API document of the workspace: the routes are those of the template, everything else is what
//! the functions declare (`infra/contract`).

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use contract::coverage::Run;
use contract::{Examples, NamedRoute, Pages};
use thiserror::Error;

use crate::template::{StackLocation, Template, TemplateError, TemplateRoute};

/// Why the document was not written.
#[derive(Debug, Error)]
pub enum ApiDocumentError {
    #[error("template.yaml is not understood")]
    Template(#[from] TemplateError),
    #[error("a file of the workspace cannot be read or written")]
    Io(#[from] io::Error),
}

/// The routes of a template, given as its text.
///
/// # Errors
/// The first thing of the template that is not understood, with its line.
pub fn routes(template: &str) -> Result<Vec<NamedRoute>, TemplateError> {
    // No route follows from it, and it has no default.
    let seed = BTreeMap::from([("CreditSigningSeed".to_owned(), "0".repeat(64))]);
    let template = Template::parse(template, StackLocation::default(), &seed)?;
    let routes = template.functions.into_iter().flat_map(|function| function.routes);
    let named = routes.map(|route| {
        let TemplateRoute { event, method, path, authorizer: _ } = route;
        NamedRoute { method, path, event }
    });
    Ok(named.collect())
}

/// Writes all that is made of the code into the workspace at `root`, and says what. With `examples`,
/// the folder in which tests wrote what they saw, first the best of those.
///
/// # Errors
/// When a file cannot be read or written, or the template is not understood.
pub fn write(root: &Path, examples: Option<&Path>) -> Result<String, ApiDocumentError> {
    let examples = match examples {
        None => Examples::checked_in(),
        Some(folder) => {
            let examples = Run::in_folder(folder)?.examples.worth_keeping();
            std::fs::write(root.join("infra/contract/examples.json"), examples.to_json())?;
            examples
        }
    };
    let routes = routes(&std::fs::read_to_string(root.join("template.yaml"))?)?;
    let pages = Pages::of(&routes, &examples);
    std::fs::write(root.join("infra/openapi.yaml"), &pages.openapi)?;
    std::fs::write(root.join("docs/problems.md"), &pages.problems)?;
    Ok(format!(
        "{} routes in infra/openapi.yaml, which docs/api-changelog.md knows by {}",
        routes.len(),
        contract::changelog::fingerprint(&pages.document)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_of_the_template_has_an_operation_id() {
        let routes = routes(include_str!("../../../template.yaml")).unwrap();
        let create = routes.iter().find(|route| route.key() == "POST /briefs").unwrap();
        assert_eq!(create.operation_id(), "createBrief");
    }
}
