//! Which rings are seen in crates that are made up.

use std::path::Path;

use super::rings;

/// Paths of files, and what is in them.
type Files<'a> = &'a [(&'a str, &'a str)];

fn seen(files: Files<'_>) -> Vec<String> {
    let read = |path: &Path| {
        files.iter().find(|(name, _)| Path::new(name) == path).map(|(_, text)| (*text).to_owned())
    };
    rings(Path::new("lib.rs"), &read).iter().map(|ring| ring.to_string()).collect()
}

#[test]
fn rings_are_named_file_by_file() {
    let cases: [(&str, Files<'_>, &[&str]); 9] = [
        (
            "two files",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "use crate::b::B; pub struct A(B);"),
                ("b.rs", "use super::a::A; pub struct B(Option<Box<A>>);"),
            ],
            &["a.rs uses b.rs for `B`\nb.rs uses a.rs for `A`\n"],
        ),
        (
            "three files",
            &[
                ("lib.rs", "mod c; mod b; mod a;"),
                ("a.rs", "use crate::c; pub fn a() { c::c() }"),
                ("b.rs", "pub fn b() { crate::a::a() }"),
                ("c.rs", "use crate::{b::{self as other}}; pub fn c() { other::b() }"),
            ],
            &["a.rs uses c.rs for `c`\nc.rs uses b.rs for `b`\nb.rs uses a.rs for `a`\n"],
        ),
        (
            "a re-export stands for the file that defines the item",
            &[
                ("lib.rs", "mod a; mod b; pub use a::A as Known;"),
                ("a.rs", "pub struct A(crate::b::B);"),
                ("b/mod.rs", "mod inner; pub use inner::*;"),
                ("b/inner.rs", "use crate::Known; pub struct B(Option<Box<Known>>);"),
            ],
            &["a.rs uses b/inner.rs for `B`\nb/inner.rs uses a.rs for `A`\n"],
        ),
        (
            "a file that is named",
            &[
                ("lib.rs", "#[path = \"shared/mod.rs\"] mod a; mod b;"),
                ("shared/mod.rs", "mod inner; pub use inner::A;"),
                ("shared/inner.rs", "pub struct A(crate::b::B);"),
                ("b.rs", "pub struct B(Option<Box<crate::a::A>>);"),
            ],
            &["b.rs uses shared/inner.rs for `A`\nshared/inner.rs uses b.rs for `B`\n"],
        ),
        (
            "a parent and its child",
            &[
                ("lib.rs", "mod a; fn f() { a::g() } const C: u8 = 0;"),
                ("a.rs", "pub fn g() -> u8 { super::C }"),
            ],
            &["a.rs uses lib.rs for `C`\nlib.rs uses a.rs for `g`\n"],
        ),
        (
            "a name that all of a module brings in",
            &[
                ("lib.rs", "mod a; struct S; fn f() { a::g() }"),
                ("a.rs", "use super::*; pub fn g() -> S { S }"),
            ],
            &["a.rs uses lib.rs for `S`\nlib.rs uses a.rs for `g`\n"],
        ),
        (
            "paths in macros, and macros",
            &[
                ("lib.rs", "macro_rules! m { () => { $crate::a::A } } mod a;"),
                ("a.rs", "pub struct A; fn f() { m!() }"),
            ],
            &["a.rs uses lib.rs for `m`\nlib.rs uses a.rs for `A`\n"],
        ),
        (
            "an item that a macro makes",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "made! { A } fn f() { vec![crate::b::B::new(0)] }"),
                ("b.rs", "use crate::a::A; pub struct B;"),
            ],
            &["a.rs uses b.rs for `B`\nb.rs uses a.rs for `A`\n"],
        ),
        (
            "two rings through one file",
            &[
                ("lib.rs", "mod a; mod b; mod c;"),
                ("a.rs", "use crate::{b::B, c::C}; pub struct A;"),
                ("b.rs", "pub struct B; impl crate::a::A { }"),
                ("c.rs", "pub struct C; impl crate::a::A { }"),
            ],
            &[
                "a.rs uses b.rs for `B`\nb.rs uses a.rs for `A`\n",
                "a.rs uses c.rs for `C`\nc.rs uses a.rs for `A`\n",
            ],
        ),
    ];
    for (case, files, due) in cases {
        assert_eq!(seen(files), due, "{case}");
    }
}

#[test]
fn what_is_no_ring() {
    let cases: [(&str, Files<'_>); 6] = [
        (
            "a parent that declares its child and hands on what is in it",
            &[
                ("lib.rs", "mod a; pub use a::{A, f}; pub struct S;"),
                ("a.rs", "use crate::S; pub struct A(S); pub fn f() {}"),
            ],
        ),
        (
            "siblings that know each other's names by their parent alone",
            &[
                ("lib.rs", "mod a; mod b; pub use {a::A, b::B};"),
                ("a.rs", "use crate::b; pub struct A; fn f() { b::external::c() }"),
                ("b.rs", "pub use external; use super::A; pub struct B(A);"),
            ],
        ),
        (
            "tests",
            &[
                ("lib.rs", "mod a; pub struct S;"),
                ("a.rs", "use crate::S; #[cfg(test)] mod tests { use crate::b::B; }"),
            ],
        ),
        (
            "source that a macro quotes",
            &[
                ("lib.rs", "mod a; pub struct S; fn f() { quote!(crate::a::A) }"),
                ("a.rs", "pub struct A(crate::S);"),
            ],
        ),
        (
            "a module in a file that has its items",
            &[("lib.rs", "mod a { pub struct A(super::S); } pub struct S(Option<a::A>);")],
        ),
        (
            "other crates, and imports that lead back to themselves",
            &[
                ("lib.rs", "mod a; pub use a::*; pub struct S;"),
                ("a.rs", "pub use super::*; use ::a::S as T; fn f(s: S, u: Unknown) { it.a() }"),
            ],
        ),
    ];
    for (case, files) in cases {
        assert_eq!(seen(files), Vec::<String>::new(), "{case}");
    }
}
