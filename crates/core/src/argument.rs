//! What callers may give for arguments.

/// What can be given for an argument of type `T`: whatever converts into it, and for integers also
/// `usize` and `u64`.
///
/// `By` is inferred; it tells the ways of conversion apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given for an argument of type `{T}`",
    label = "does not convert into `{T}`"
)]
pub trait IntoArgument<T, By> {
    /// Returns the argument.
    fn into_argument(self) -> T;
}

/// What can be given for an optional argument of type `T`: whatever can be given for a required one,
/// or an `Option` of that, of which `None` leaves the argument out.
///
/// `By` is inferred; it tells the ways of conversion apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given for an optional argument of type `{T}`",
    label = "neither this nor an `Option` of it converts into `{T}`"
)]
pub trait IntoOptional<T, By> {
    /// Returns the argument, if there is one.
    fn into_optional(self) -> Option<T>;
}

/// By `Into`.
#[derive(Debug)]
pub struct ByInto(());

/// By counting.
#[derive(Debug)]
pub struct ByCount(());

/// Given as it is.
#[derive(Debug)]
pub struct Given<By>(By);

/// Given as an `Option`.
#[derive(Debug)]
pub struct Perhaps<By>(By);

impl<T, U: Into<T>> IntoArgument<T, ByInto> for U {
    fn into_argument(self) -> T {
        self.into()
    }
}

/// More than an `i64` holds becomes the most that it holds.
impl IntoArgument<i64, ByCount> for usize {
    fn into_argument(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

/// More than an `i64` holds becomes the most that it holds.
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
