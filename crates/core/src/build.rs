//! Values of types that may gain fields, in one expression.

/// Makes a value by setting some of its fields; the others are empty.
///
/// Types of responses may gain fields, so no other crate can write them as a literal. A fake, or a
/// test, makes them so:
///
/// ```
/// use huaweicloud_core::Build;
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
    /// Returns the value with the fields that `set` sets.
    fn build(set: impl FnOnce(&mut Self)) -> Self {
        let mut value = Self::default();
        set(&mut value);
        value
    }
}

impl<T: Default> Build for T {}
