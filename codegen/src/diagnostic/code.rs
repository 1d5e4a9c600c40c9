//! The kinds of mistakes.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// A kind of mistake. The first digit says which pass finds it: 0 text, 1 one file by
        /// itself, 2 files together, 3 meaning, 4 examples, 9 the generator's own limits.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code that is printed, such as `E0101`.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }
        }
    };
}

codes! {
    /// The text is no YAML, or none that a spec can be.
    Yaml = "E0001",
    /// A key is in a mapping twice.
    DuplicateKey = "E0002",
    /// An anchor, an alias or a merge key.
    Sharing = "E0003",
    /// A `TODO` that a draft left to a person.
    Unfinished = "E0004",
    /// A key that does not exist there.
    UnknownKey = "E0101",
    /// A key that must be there and is not.
    MissingKey = "E0102",
    /// A value of the wrong kind, such as a list where a text is due.
    WrongKind = "E0103",
    /// A text that is not one of the texts or forms allowed there.
    BadValue = "E0104",
    /// A text that is no type, or a type where it cannot stand.
    BadType = "E0105",
    /// A long form that says no more than the short one could.
    NeedlessLong = "E0106",
    /// A range or length that is none.
    BadRange = "E0107",
    /// Documentation that would not read well, or not compile.
    BadDoc = "E0108",
    /// The method and path are none.
    BadHttp = "E0109",
    /// A file in a place where no spec file belongs, or under the wrong name.
    StrayFile = "E0201",
    /// An operation or type that is there twice.
    DuplicateId = "E0202",
    /// A type that does not exist.
    UnknownType = "E0203",
    /// A type, or an entry of the glossary, that nothing uses.
    Unused = "E0204",
    /// A type in the file of one operation that another one uses, too.
    MisplacedType = "E0205",
    /// A folder that the service does not list, or one listed that is not there.
    UnknownResource = "E0206",
    /// A field that neither itself, the glossary nor its type documents.
    Undocumented = "E0207",
    /// Documentation that repeats the glossary.
    RepeatedDoc = "E0208",
    /// Two things with one name in Rust.
    NameClash = "E0301",
    /// A name from which none in Rust can be made, or one in Rust that is none.
    BadName = "E0302",
    /// A name for Rust that is the derived one.
    NeedlessRust = "E0303",
    /// A placeholder that is in a path twice, or a field of the path without a placeholder.
    PathParameter = "E0304",
    /// Pages without the parameters or fields they need.
    BadPages = "E0305",
    /// A waiter without the fields it needs, or one that does not exist.
    BadWaiter = "E0306",
    /// Two operations that a server could not tell apart.
    Indistinguishable = "E0307",
    /// Answers of one operation that differ in content.
    UnlikeAnswers = "E0308",
    /// An encoding that does not go with its type.
    Misencoded = "E0309",
    /// A type that contains itself other than in a list or map.
    Endless = "E0310",
    /// A microversion in a service without, or one that is none.
    BadMicroversion = "E0311",
    /// An example that does not fit its operation.
    Example = "E0401",
    /// An operation without the examples it needs.
    MissingExample = "E0402",
    /// A request text that is none, or not one of its operation.
    BadSends = "E0403",
    /// A deviation at a place that the spec does not have.
    BadDeviation = "E0404",
    /// A folder without any spec.
    NoSpecs = "E0501",
    /// Something the format can say and the generator cannot do yet.
    NotGenerated = "E0901",
}
