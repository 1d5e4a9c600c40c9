//! From the API to source files. There are three back ends, each a plain function from the API to
//! files.

mod client;
mod cx;
mod docs;
mod file;
mod format;
mod manifests;
mod model;
mod path;
mod server;
mod services;
mod tokens;
mod waiters;

use crate::{
    Anchors, Files,
    api::Api,
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::Span,
};

pub(crate) use manifests::files as manifests;

/// All files.
pub(crate) fn files(api: &Api, anchors: &Anchors, report: &mut Diagnostics) -> Files {
    let names: Vec<_> = api.with_operations().map(|service| service.name.as_str()).collect();
    let mut files = manifests(&names);
    files.extend(client::examples(&names));
    let model = model::files(api, anchors);
    let sources = model.chain(client::files(api, anchors)).chain(server::files(api, anchors));
    for source in sources {
        match format::text(&source) {
            Ok(text) => {
                files.insert(source.path, text);
            }
            Err(error) => {
                let message =
                    format!("the generated file `{}` is not valid Rust: {error}", source.path);
                report.push(Diagnostic::new(Code::NotGenerated, Span::default(), message));
            }
        }
    }
    files
}
