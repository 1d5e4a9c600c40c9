//! Names that follow from others, for those who write specs by machine.

use crate::names;

/// The name in Rust of a field, if its wire name gives one.
pub fn field_name(wire: &str) -> Option<String> {
    names::field(wire).map(|name| name.to_string())
}

/// The name in Rust of an enum's value, if its wire name gives one.
pub fn value_name(wire: &str) -> Option<String> {
    names::variant(wire).map(|name| name.to_string())
}

/// The words of a name in Pascal case, as types have them.
pub fn type_name(words: &str) -> String {
    names::pascal(words)
}

/// The name of an operation in snake case, as its file has it.
pub fn file_name(operation: &str) -> String {
    names::snake(operation)
}
