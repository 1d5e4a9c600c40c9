//! One argument of a request.

use huaweicloud_core::codegen::OpenEnum;
use serde::de::DeserializeOwned;

use crate::Value;

/// A query parameter or a header, to be converted into a type.
#[derive(Debug)]
#[must_use]
pub struct Argument<'a> {
    complaints: &'a mut Vec<String>,
    name: &'static str,
    text: Option<String>,
    least: Option<i64>,
    greatest: Option<i64>,
}

impl<'a> Argument<'a> {
    pub(crate) fn new(
        complaints: &'a mut Vec<String>,
        name: &'static str,
        text: Option<String>,
    ) -> Self {
        Self { complaints, name, text, least: None, greatest: None }
    }

    /// Sets the inclusive bounds of a number.
    pub fn range(mut self, least: Option<i64>, greatest: Option<i64>) -> Self {
        self.least = least;
        self.greatest = greatest;
        self
    }

    /// Requires the argument: records an error if the request lacks it.
    pub fn present(self) -> Self {
        if self.text.is_none() {
            self.complaints.push(format!("`{}` is missing", self.name));
        }
        self
    }

    /// Returns the value, or `None` if the request lacks it.
    ///
    /// A value of another type or out of bounds is recorded as an error and returned as `None`.
    pub fn optional<T: Value>(self) -> Option<T> {
        let text = self.text.as_deref()?;
        match T::read(text) {
            None => self.refuse(T::KIND),
            Some(value) if !value.within(self.least, self.greatest) => {
                let bounds = bounds(self.least, self.greatest);
                self.refuse(&bounds)
            }
            value => value,
        }
    }

    /// Returns the value, which is required.
    ///
    /// If it is missing or invalid, records an error and returns the default.
    pub fn required<T: Value + Default>(self) -> T {
        self.present().optional().unwrap_or_default()
    }

    /// Returns the enum value, or `None` if the request lacks it.
    ///
    /// A text that is not a known value is recorded as an error.
    pub fn known<T: OpenEnum + Clone>(self) -> Option<T> {
        let value = T::from_text(self.text.as_deref()?);
        if value.is_known() {
            return Some(value);
        }
        let names: Vec<_> = T::TEXTS.iter().map(|name| format!("`{name}`")).collect();
        self.refuse(&format!("one of {}", names.join(", ")))
    }

    /// Returns the enum value, which is required.
    ///
    /// If it is missing or unknown, records an error and returns the default.
    pub fn required_known<T: OpenEnum + Clone + Default>(self) -> T {
        self.present().known().unwrap_or_default()
    }

    /// Returns the value of a type that any text converts into, or `None` if the request lacks it.
    pub fn text<T: From<String>>(self) -> Option<T> {
        self.text.map(T::from)
    }

    /// Returns the items of a comma-separated list, which is empty if the request lacks it.
    pub fn csv<T>(self, read: impl Fn(Argument<'_>) -> Option<T>) -> Vec<T> {
        let Self { complaints, name, text, .. } = self;
        let text = text.unwrap_or_default();
        let items = text.split(',').filter(|item| !item.is_empty());
        items
            .filter_map(|item| read(Argument::new(complaints, name, Some(item.to_owned()))))
            .collect()
    }

    /// Returns the value of a JSON text, or the default if the request lacks it.
    pub fn json<T: DeserializeOwned + Default>(self) -> T {
        let Some(text) = self.text.as_deref() else { return T::default() };
        match serde_json::from_str(text) {
            Ok(value) => value,
            Err(error) => self.refuse(&format!("valid JSON: {error}")).unwrap_or_default(),
        }
    }

    fn refuse<T>(self, wanted: &str) -> Option<T> {
        let Self { complaints, name, text, .. } = self;
        complaints
            .push(format!("`{name}` is `{}`, but must be {wanted}", text.unwrap_or_default()));
        None
    }
}

fn bounds(least: Option<i64>, greatest: Option<i64>) -> String {
    match (least, greatest) {
        (Some(least), Some(greatest)) => format!("from {least} to {greatest}"),
        (Some(least), None) => format!("at least {least}"),
        (None, Some(greatest)) => format!("at most {greatest}"),
        (None, None) => String::new(),
    }
}
