use std::collections::BTreeMap;

use super::public_api;

const FILES: [(&str, &str); 4] = [
    (
        "src/lib.rs",
        r#"
        //! A crate.
        mod color;
        pub mod shapes;
        #[doc(hidden)]
        pub mod plumbing { pub fn hidden() {} }
        #[cfg(test)]
        mod tests;
        pub use color::Color;
        use shapes::Shape;
        pub const LIMIT: usize = 7;
        pub(crate) fn internal() {}
        /// Paints.
        pub fn paint(mut shape: impl Shape) -> Color { shape.touch(); Color::Red }
        "#,
    ),
    (
        "src/color.rs",
        r#"
        /// A color.
        #[derive(Debug)]
        pub enum Color { /// Red.
            Red, #[wire("green")] Green(u8) }
        impl Color {
            pub fn name(&self) -> &str { "" }
            fn mix(&self) {}
        }
        pub(crate) struct Palette;
        impl Default for Palette { fn default() -> Self { Self } }
        impl From<Palette> for Color { fn from(_: Palette) -> Self { Self::Red } }
        "#,
    ),
    (
        "src/shapes/mod.rs",
        r#"
        mod square;
        pub use square::Square;
        pub trait Shape { type Unit; fn area(&self) -> f64; fn touch(&mut self) { drop(self) } }
        "#,
    ),
    (
        "src/shapes/square.rs",
        r#"
        use super::Shape;
        #[must_use = "it is a square"]
        pub struct Square { pub side: f64, cache: Option<f64> }
        impl Shape for Square { type Unit = (); fn area(&self) -> f64 { self.side } }
        "#,
    ),
];

/// Who reviews a change of a crate sees what others may use, where it is for them, and nothing else.
#[test]
fn a_listing_has_what_others_may_use() {
    let files = BTreeMap::from(FILES);
    let read = |path: &str| files.get(path).map(|text| text.to_string());
    let listing = public_api("src/lib.rs", &read).expect("the files are there");
    let text: String = listing.into_values().collect();
    assert_eq!(
        text,
        "
// ==== crate

pub use color::Color;
#[derive(Debug)]
pub enum Color {
    Red,
    Green(u8),
}
impl Color {
    pub fn name(&self) -> &str {}
}
impl From<Palette> for Color {}
pub const LIMIT: usize = _;
pub fn paint(shape: impl Shape) -> Color {}

// ==== shapes

pub use square::Square;
pub trait Shape {
    type Unit;
    fn area(&self) -> f64;
    fn touch(&mut self) {}
}
#[must_use]
pub struct Square {
    pub side: f64,
    _private: _,
}
impl Shape for Square {
    type Unit = ();
}
"
    );
}

/// A module without a file is a mistake, not a crate that has less.
#[test]
fn a_missing_or_broken_file_is_named() {
    for (text, message) in [
        ("mod color;", "src/color.rs is missing"),
        ("pub fn", "src/lib.rs: unexpected end of input, expected identifier"),
    ] {
        let read = |path: &str| (path == "src/lib.rs").then(|| text.to_owned());
        assert_eq!(public_api("src/lib.rs", &read), Err(message.to_owned()));
    }
}
