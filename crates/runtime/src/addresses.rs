//! The addresses of services.

/// One or several base URLs of a service. If one cannot be reached, the next is tried.
///
/// Converted from a URL such as `https://sdrs.example.com`, or from an array or a `Vec` of URLs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses(Vec<String>);

impl Addresses {
    pub(crate) fn urls(&self) -> &[String] {
        &self.0
    }
}

impl From<&str> for Addresses {
    fn from(url: &str) -> Self {
        Self(vec![url.to_owned()])
    }
}

impl From<String> for Addresses {
    fn from(url: String) -> Self {
        Self(vec![url])
    }
}

impl From<&String> for Addresses {
    fn from(url: &String) -> Self {
        Self(vec![url.clone()])
    }
}

impl<U: Into<String>> From<Vec<U>> for Addresses {
    fn from(urls: Vec<U>) -> Self {
        Self(urls.into_iter().map(Into::into).collect())
    }
}

impl<U: Into<String>, const N: usize> From<[U; N]> for Addresses {
    fn from(urls: [U; N]) -> Self {
        Self(urls.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_one_url_or_several_in_their_order() {
        let one = "https://a".to_owned();
        for (addresses, urls) in [
            (Addresses::from("https://a"), &["https://a"][..]),
            (Addresses::from(&one), &["https://a"]),
            (Addresses::from(one.clone()), &["https://a"]),
            (Addresses::from(["https://b", "https://a"]), &["https://b", "https://a"]),
            (Addresses::from(vec!["https://b", "https://a"]), &["https://b", "https://a"]),
        ] {
            assert_eq!(addresses.urls(), urls);
        }
    }
}
