//! Conversions into arguments of requests.

/// Conversion into an argument of type `T`: by [`Into`], and for integers also from `usize` and
/// `u64`.
///
/// `By` is inferred; it distinguishes the ways of conversion.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an argument of type `{T}`",
    label = "does not convert into `{T}`"
)]
pub trait IntoArgument<T, By> {
    /// Converts the value into an argument.
    fn into_argument(self) -> T;
}

/// Conversion into an optional argument of type `T`: from any value that is accepted for a required
/// argument, or from an `Option` of one. `None` leaves the argument out.
///
/// `By` is inferred; it distinguishes the ways of conversion.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as an optional argument of type `{T}`",
    label = "neither this nor an `Option` of it converts into `{T}`"
)]
pub trait IntoOptional<T, By> {
    /// Converts the value into an argument, or `None` to leave it out.
    fn into_optional(self) -> Option<T>;
}

/// Conversion by [`Into`].
#[derive(Debug)]
pub struct ByInto(());

/// Conversion of unsigned integers.
#[derive(Debug)]
pub struct ByCount(());

/// Conversion of a plain value.
#[derive(Debug)]
pub struct Given<By>(By);

/// Conversion of an `Option`.
#[derive(Debug)]
pub struct Perhaps<By>(By);

impl<T, U: Into<T>> IntoArgument<T, ByInto> for U {
    fn into_argument(self) -> T {
        self.into()
    }
}

/// Saturates at `i64::MAX`.
impl IntoArgument<i64, ByCount> for usize {
    fn into_argument(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

/// Saturates at `i64::MAX`.
impl IntoArgument<i64, ByCount> for u64 {
    fn into_argument(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

impl<T, By, U: IntoArgument<T, By>> IntoOptional<T, Given<By>> for U {
    fn into_optional(self) -> Option<T> {
        Some(self.into_argument())
    }
}

impl<T, By, U: IntoArgument<T, By>> IntoOptional<T, Perhaps<By>> for Option<U> {
    fn into_optional(self) -> Option<T> {
        self.map(IntoArgument::into_argument)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    fn text<By>(argument: impl IntoOptional<String, By>) -> Option<String> {
        argument.into_optional()
    }

    fn number<By>(argument: impl IntoOptional<i64, By>) -> Option<i64> {
        argument.into_optional()
    }

    fn time<By>(argument: impl IntoOptional<Timestamp, By>) -> Option<Timestamp> {
        argument.into_optional()
    }

    #[test]
    fn an_option_is_given_without_an_if() {
        assert_eq!(text("a").as_deref(), Some("a"));
        assert_eq!(text("a".to_owned()).as_deref(), Some("a"));
        assert_eq!(text(Some("a")).as_deref(), Some("a"));
        assert_eq!(text(Some("a".to_owned())).as_deref(), Some("a"));
        assert_eq!(text(None::<String>), None);
        assert!(time(std::time::SystemTime::UNIX_EPOCH).is_some());
        assert_eq!(time(None::<&str>), None);
    }

    #[test]
    fn counts_are_numbers() {
        assert_eq!(number(7), Some(7));
        assert_eq!(number(7_u8), Some(7));
        assert_eq!(number(vec![1, 2].len()), Some(2));
        assert_eq!(number(Some(vec![1, 2].len())), Some(2));
        assert_eq!(number(u64::MAX), Some(i64::MAX));
        assert_eq!(number(None::<i64>), None);
    }
}
