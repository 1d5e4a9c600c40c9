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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_marker_is_none() {
        assert_eq!("a".to_owned().page_text().as_deref(), Some("a"));
        assert_eq!(String::new().page_text(), None);
        assert_eq!(Some(String::new()).page_text(), None);
        assert_eq!(None::<String>.page_text(), None);
        assert_eq!(0.page_text().as_deref(), Some("0"));
        assert_eq!(Some(7).page_text().as_deref(), Some("7"));
    }
}
