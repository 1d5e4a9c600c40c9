//! Deviations: that they speak of a place on the page, and of something it says there.

use super::{scope::Scope, tables};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, one_of},
    source::{Text, Value},
    syntax::{Content, Core, Deviation, Field, Operation, Shape, TypeKind, TypeText},
};

const PARTS: [&str; 6] = ["path", "query", "headers", "request", "response", "status"];

/// The deviations of an operation.
pub(super) fn operation(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    for deviation in &operation.deviations {
        if deviation.page.entries().is_empty() {
            let message = "a deviation tells what the page says";
            let diagnostic = Diagnostic::new(Code::BadDeviation, deviation.page.span, message);
            report.push(
                diagnostic.help("give what it has there otherwise, such as `{ type: String }`"),
            );
        }
        place(operation, deviation, scope, report);
    }
}

fn place(
    operation: &Operation,
    deviation: &Deviation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    let at = &deviation.at;
    let (part, rest) = at.value.split_once('.').unwrap_or((&at.value, ""));
    let mut bad = |start: usize, len: usize, message: String, help: String| {
        report.push(Diagnostic::new(Code::BadDeviation, at.part(start, len), message).help(help));
    };
    if !PARTS.contains(&part) {
        bad(0, part.len(), format!("`{part}` is no part of a page"), one_of(part, &PARTS));
        return;
    }
    if (part == "status") != rest.is_empty() {
        let help = "write `query.limit`, `response.jobs.status` or `status`";
        bad(
            0,
            at.value.len(),
            format!("`{}` names no place on the page", at.value),
            help.to_owned(),
        );
        return;
    }
    let mut here = match part {
        "path" => Here::Names(operation.placeholders().map(|name| name.as_str()).collect()),
        "query" => Here::Fields(&operation.query),
        "headers" => Here::Fields(&operation.headers),
        "request" => operation
            .body
            .as_ref()
            .map_or(Here::Names(Vec::new()), |body| Here::of(&body.content, scope)),
        "response" => operation.answer().map_or(Here::Anything, |content| Here::of(content, scope)),
        _ => return,
    };
    let mut start = part.len() + 1;
    for name in rest.split('.') {
        let names = here.names();
        match here.step(name, scope) {
            Some(next) => here = next,
            // What only the page has is no place in the spec.
            None if only_on_page(deviation) => return,
            None => {
                let near = did_you_mean(name, names);
                let help = near.unwrap_or_else(|| {
                    "for what the page alone has, say `table: present`".to_owned()
                });
                bad(start, name.len(), format!("the spec has no `{name}` there"), help);
                return;
            }
        }
        start += name.len() + 1;
    }
}

fn only_on_page(deviation: &Deviation) -> bool {
    let present = |key| matches!(deviation.page.get(key).map(|node| &node.value), Some(Value::Text(text)) if text == "present");
    present("table") || present("sample")
}

/// What a place of the spec holds.
enum Here<'a> {
    Fields(&'a [Field]),
    Names(Vec<&'a str>),
    Alternatives(Vec<(&'a str, &'a [Field])>),
    /// Something whose parts the spec does not tell.
    Anything,
}

impl<'a> Here<'a> {
    fn of(content: &'a Content, scope: &Scope<'a>) -> Self {
        match content {
            Content::Fields(fields) => Self::Fields(fields),
            Content::Type(ty) => Self::of_type(ty, scope),
        }
    }

    fn of_type(ty: &'a TypeText, scope: &Scope<'a>) -> Self {
        let mut core = &ty.core;
        while let Core::List(inner) = core {
            core = inner;
        }
        let Core::Name(name) = core else {
            return match core {
                Core::Any | Core::Map(_) | Core::Binary => Self::Anything,
                Core::String
                | Core::Integer
                | Core::Number
                | Core::Boolean
                | Core::Timestamp
                | Core::None
                | Core::List(_)
                | Core::Name(_) => Self::Names(Vec::new()),
            };
        };
        match scope.kind(name.as_str()) {
            Some(TypeKind::Struct { fields, extra: None }) => Self::Fields(fields),
            Some(TypeKind::OneOf(alternatives)) => {
                let fields = |ty: &Text| scope.fields(ty.as_str()).unwrap_or_default();
                Self::Alternatives(
                    alternatives.iter().map(|(name, ty)| (name.as_str(), fields(ty))).collect(),
                )
            }
            Some(TypeKind::Enum(_) | TypeKind::Format(_)) => Self::Names(Vec::new()),
            Some(TypeKind::Struct { extra: Some(_), .. }) | None => Self::Anything,
        }
    }

    fn names(&self) -> Vec<&'a str> {
        match self {
            Self::Fields(fields) => tables::names(fields).collect(),
            Self::Names(names) => names.clone(),
            Self::Alternatives(alternatives) => {
                alternatives.iter().map(|(name, _)| *name).collect()
            }
            Self::Anything => Vec::new(),
        }
    }

    fn step(self, name: &str, scope: &Scope<'a>) -> Option<Self> {
        match self {
            Self::Fields(fields) => {
                let renamed = |field: &Field| {
                    field.renamed.as_ref().is_some_and(|renamed| renamed.to.value == name)
                };
                let field =
                    fields.iter().find(|field| field.name.value == name || renamed(field))?;
                Some(match &field.shape {
                    Shape::Type(ty) => Self::of_type(ty, scope),
                    Shape::Wraps(content) => Self::of(content, scope),
                    Shape::Const(_) => Self::Anything,
                })
            }
            Self::Names(names) => names.contains(&name).then_some(Self::Names(Vec::new())),
            Self::Alternatives(alternatives) => {
                let (_, fields) =
                    alternatives.into_iter().find(|(alternative, _)| *alternative == name)?;
                Some(Self::Fields(fields))
            }
            Self::Anything => Some(Self::Anything),
        }
    }
}
