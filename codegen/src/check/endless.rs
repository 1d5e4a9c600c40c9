//! Types that contain themselves.

use super::scope::Scope;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Span, Text},
    syntax::{Core, TypeDef, TypeKind},
};

/// The types that a type contains, other than in lists and maps.
fn directly(def: &TypeDef) -> Vec<&Text> {
    match &def.kind {
        TypeKind::OneOf(alternatives) => alternatives.iter().map(|(_, name)| name).collect(),
        TypeKind::Struct { .. } | TypeKind::Enum(_) | TypeKind::Format(_) => {
            let types = def.types().into_iter();
            types
                .filter_map(|ty| if let Core::Name(name) = &ty.core { Some(name) } else { None })
                .collect()
        }
    }
}

/// A type that contains itself must do so in a list or map.
pub(super) fn check(def: &TypeDef, scope: &Scope<'_>, report: &mut Diagnostics) {
    fn reaches<'a>(
        def: &'a TypeDef,
        goal: &str,
        scope: &Scope<'a>,
        seen: &mut Vec<&'a str>,
    ) -> Option<Span> {
        directly(def).into_iter().find_map(|name| {
            if name.value == goal {
                return Some(name.span);
            }
            if seen.contains(&name.as_str()) {
                return None;
            }
            let next = scope.get(name.as_str())?.def;
            seen.push(next.name.as_str());
            reaches(next, goal, scope, seen).map(|_| name.span)
        })
    }
    if let Some(span) = reaches(def, def.name.as_str(), scope, &mut Vec::new()) {
        let message = format!("`{}` contains itself without end", def.name.value);
        let diagnostic = Diagnostic::new(Code::Endless, span, message);
        report.push(diagnostic.help("a type may contain itself in a list or a map"));
    }
}
