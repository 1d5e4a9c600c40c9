//! What attributes say of a field: its names, and words beside them.

use syn::{
    Attribute, Error, Ident, LitStr, Result, Token,
    parse::{Parse, ParseStream},
};

/// The encodings, which are types of `huaweicloud_core::codegen::encoding`.
const ENCODINGS: [&str; 4] = ["Quoted", "Digit", "Csv", "JsonText"];

/// Names in quotes, and words: `"flavorRef", Csv, always`.
#[derive(Default)]
pub(crate) struct Said {
    /// The names, the preferred one first.
    pub(crate) names: Vec<LitStr>,
    pub(crate) encoding: Option<Ident>,
    /// The pattern of a time, after `pattern =`.
    pub(crate) pattern: Option<LitStr>,
    pub(crate) words: Vec<Ident>,
}

impl Said {
    /// Refuses words that mean nothing.
    pub(crate) fn only(&self, known: &[&str]) -> Result<()> {
        match self.words.iter().find(|word| !known.iter().any(|known| *word == known)) {
            Some(word) => Err(Error::new_spanned(word, format!("one of {}", known.join(", ")))),
            None => Ok(()),
        }
    }

    /// Whether a word is among them.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.words.iter().any(|said| said == word)
    }

    /// The encoding, if it also changes how a value is read. Numbers and booleans are read in any.
    pub(crate) fn decoder(&self) -> Option<&Ident> {
        self.encoding.as_ref().filter(|encoding| *encoding == "Csv" || *encoding == "JsonText")
    }
}

impl Parse for Said {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut said = Self::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                said.names.push(input.parse()?);
            } else {
                let word: Ident = input.parse()?;
                if word == "pattern" {
                    input.parse::<Token![=]>()?;
                    said.pattern = Some(input.parse()?);
                    input.parse::<Option<Token![,]>>()?;
                    continue;
                }
                match ENCODINGS.iter().any(|encoding| word == encoding) {
                    true => said.encoding = Some(word),
                    false => said.words.push(word),
                }
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(said)
    }
}

/// The attributes with a name.
pub(crate) fn named<'a>(
    attributes: &'a [Attribute],
    name: &str,
) -> impl Iterator<Item = &'a Attribute> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name))
}
