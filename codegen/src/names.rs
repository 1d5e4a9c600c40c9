//! Names on the wire to names in Rust.

use std::{borrow::Borrow, fmt, ops::Deref};

use proc_macro2::TokenStream;
use quote::ToTokens;

/// A name in Rust that was checked to be one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ident(String);

impl Ident {
    /// The one place where identifiers are made. `None` if the text is none.
    pub(crate) fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        syn::parse_str::<proc_macro2::Ident>(&text).is_ok().then_some(Self(text))
    }

    /// The name of a body that is one argument.
    pub(crate) fn body() -> Self {
        Self("body".to_owned())
    }

    /// The name of further properties.
    pub(crate) fn extra() -> Self {
        Self("extra".to_owned())
    }

    /// The name with letters after it.
    pub(crate) fn with(&self, suffix: &'static str) -> Self {
        Self(format!("{self}{suffix}"))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Ident {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Ident {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.parse::<TokenStream>());
    }
}

/// Keywords of all editions, reserved ones included. `self`, `super`, `crate` and `Self` cannot
/// even be raw identifiers, so all of them get a final `_`.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types that generated modules and every program use; another by the same name would hide them.
const TAKEN_TYPES: &[&str] = &[
    "Arguments",
    "Auth",
    "BTreeMap",
    "Body",
    "Box",
    "Build",
    "Bytes",
    "Call",
    "CallOptions",
    "Client",
    "Completed",
    "Context",
    "Default",
    "EncodedRequest",
    "Err",
    "Error",
    "ErrorKind",
    "IntoArgument",
    "IntoOptional",
    "Items",
    "JobFailure",
    "LongRunning",
    "Meta",
    "Method",
    "None",
    "Nullable",
    "Object",
    "Ok",
    "OneOf",
    "OpenEnum",
    "Operation",
    "Option",
    "Paged",
    "Pages",
    "PollStatus",
    "Position",
    "Request",
    "Response",
    "ResponseHead",
    "Result",
    "Secret",
    "Service",
    "Some",
    "Started",
    "String",
    "Timestamp",
    "UnknownValue",
    "Value",
    "Vec",
    "Wait",
    "Waiter",
];

/// Methods that every call has.
const TAKEN_SETTERS: &[&str] =
    &["into_operation", "items", "options", "pages", "send", "send_full"];

/// Whether a type of this name would hide another.
pub(crate) fn is_taken_type(name: &str) -> bool {
    TAKEN_TYPES.contains(&name)
}

/// Whether every call has a method of this name.
pub(crate) fn is_taken_setter(name: &str) -> bool {
    TAKEN_SETTERS.contains(&name)
}

/// The name of a field or argument. `None` if the wire name gives none.
pub(crate) fn field(wire: &str) -> Option<Ident> {
    let name = words(wire).join("_");
    Ident::new(if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name })
}

/// The name of an enum's value. `None` if the wire name gives none; `Unknown` is taken.
pub(crate) fn variant(wire: &str) -> Option<Ident> {
    let name: String = words(wire).iter().map(|word| capitalized(word)).collect();
    Ident::new(name).filter(|name| !["Unknown", "Self"].contains(&name.as_str()))
}

/// The name of a method or module, from one in Pascal case.
pub(crate) fn snake(pascal: &str) -> String {
    words(pascal).join("_")
}

/// Snake case in Pascal case.
pub(crate) fn pascal(snake: &str) -> String {
    words(snake).iter().map(|word| capitalized(word)).collect()
}

/// Whether a text is a name in Pascal case.
pub(crate) fn is_pascal(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && Ident::new(text).is_some()
}

/// A name in snake case. `None` if the text is none.
pub(crate) fn snake_name(text: &str) -> Option<Ident> {
    let is_snake = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    is_snake.then(|| Ident::new(text)).flatten()
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// The words of a name, in lower case: split at what is no letter or digit, and at humps
/// (`flavorRef`: flavor, ref; `NoCG`: no, cg).
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous = ' ';
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_lower = chars.peek().is_some_and(char::is_ascii_lowercase);
        let hump = c.is_ascii_uppercase()
            && (previous.is_ascii_lowercase()
                || previous.is_ascii_digit()
                || previous.is_ascii_uppercase() && next_is_lower);
        if hump || !c.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_ascii_alphanumeric(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
        previous = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_read_like_rust() {
        for (wire, rust) in [
            ("server_group_id", Some("server_group_id")),
            ("flavorRef", Some("flavor_ref")),
            ("production_flavorRef", Some("production_flavor_ref")),
            ("changes-since", Some("changes_since")),
            ("__os_type", Some("os_type")),
            ("#sfs_min_capacity", Some("sfs_min_capacity")),
            ("type", Some("type_")),
            ("self", Some("self_")),
            ("subJobId", Some("sub_job_id")),
            ("CREATING", Some("creating")),
            ("100", None),
            ("", None),
            ("容灾", None),
        ] {
            assert_eq!(field(wire).as_ref().map(Ident::as_str), rust, "{wire}");
        }
    }

    #[test]
    fn values_read_like_variants() {
        for (wire, rust) in [
            ("error-deleting", Some("ErrorDeleting")),
            ("SUCCESS", Some("Success")),
            ("stopProtectionGroupRepNoCG", Some("StopProtectionGroupRepNoCg")),
            ("Oracle Linux", Some("OracleLinux")),
            ("NFS", Some("Nfs")),
            ("qcow2", Some("Qcow2")),
            ("self", None),
            ("unknown", None),
            ("100", None),
        ] {
            assert_eq!(variant(wire).as_ref().map(Ident::as_str), rust, "{wire}");
        }
    }

    #[test]
    fn operations_give_methods() {
        assert_eq!(snake("ListDisasterRecoveryDrills"), "list_disaster_recovery_drills");
        assert_eq!(snake("ListImagesV1"), "list_images_v1");
        assert_eq!(pascal("sfs_turbo"), "SfsTurbo");
    }
}
