//! Fields that say where the next page is.

/// A marker or a link, which an item or a page may lack.
pub trait PageText {
    /// Returns the text, unless it is missing or empty.
    fn page_text(&self) -> Option<String>;
}

impl PageText for String {
    fn page_text(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.clone())
    }
}

impl PageText for i64 {
    fn page_text(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<T: PageText> PageText for Option<T> {
    fn page_text(&self) -> Option<String> {
        self.as_ref().and_then(T::page_text)
    }
}
