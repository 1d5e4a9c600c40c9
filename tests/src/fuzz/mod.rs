//! What holds for any input. The programs of `crates/fuzz` look for inputs for which it does not, and
//! a test replays those that are kept in their corpora.

pub mod errors;
mod message;
pub mod pages;
pub mod signatures;
pub mod specs;
mod things;
pub mod timestamps;
mod walk;

/// Panics if something does not hold for an input.
pub type Check = fn(&[u8]);

/// The targets by their names.
pub const TARGETS: [(&str, Check); 5] = [
    ("errors", errors::check),
    ("pages", pages::check),
    ("signatures", signatures::check),
    ("specs", specs::check),
    ("timestamps", timestamps::check),
];
