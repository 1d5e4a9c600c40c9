//! Construction of non-exhaustive types in one expression.

/// Creates a value from its default by setting some of its fields.
///
/// Types of responses are non-exhaustive, so other crates cannot use struct literals. Fakes and
/// tests can make them like this:
///
/// ```
/// # use huaweicloud_core as huaweicloud;
/// use huaweicloud::Build;
/// # #[derive(Default)]
/// # #[non_exhaustive]
/// # struct Image { id: String, name: String, size: i64 }
///
/// let image = Image::build(|image| {
///     image.id = "05408bea".into();
///     image.name = "ubuntu".into();
/// });
/// assert_eq!(image.size, 0);
/// ```
pub trait Build: Default {
    /// Returns the default value after `set` has set fields of it.
    fn build(set: impl FnOnce(&mut Self)) -> Self {
        let mut value = Self::default();
        set(&mut value);
        value
    }
}

impl<T: Default> Build for T {}
