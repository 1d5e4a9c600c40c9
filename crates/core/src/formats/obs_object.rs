//! The addresses of objects in the object storage service (OBS).

use std::fmt;

/// An object in a bucket of the object storage service (OBS), as `BUCKET:KEY`.
///
/// The name of the bucket contains no `:`, but the key may.
///
/// ```
/// # use huaweicloud_core as huaweicloud;
/// use huaweicloud::formats::ObsObject;
///
/// let object = ObsObject::new("ims-image", "centos70.qcow2");
/// assert_eq!(object.as_str(), "ims-image:centos70.qcow2");
/// assert_eq!(object.bucket(), Some("ims-image"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ObsObject(String);

impl ObsObject {
    /// Creates the address of an object from its bucket and its key.
    pub fn new(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        Self(format!("{}:{}", bucket.into(), key.into()))
    }

    /// Returns the text, as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name of the bucket, or `None` if the text is not the address of an object.
    pub fn bucket(&self) -> Option<&str> {
        self.parts().map(|(bucket, _)| bucket)
    }

    /// Returns the key of the object, or `None` if the text is not the address of an object.
    pub fn key(&self) -> Option<&str> {
        self.parts().map(|(_, key)| key)
    }

    fn parts(&self) -> Option<(&str, &str)> {
        self.0.split_once(':').filter(|(bucket, key)| !bucket.is_empty() && !key.is_empty())
    }
}

impl From<String> for ObsObject {
    fn from(text: String) -> Self {
        Self(text)
    }
}

text_format!(ObsObject);

impl fmt::Display for ObsObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bucket_and_key_are_told_apart_at_the_first_colon() {
        for (text, bucket, key) in [
            ("ims-image:centos70.qcow2", "ims-image", "centos70.qcow2"),
            ("bucketname:Centos6.5-disk1.vmdk", "bucketname", "Centos6.5-disk1.vmdk"),
            ("b:images/镜像 1.iso", "b", "images/镜像 1.iso"),
            ("b:12:30:00.raw", "b", "12:30:00.raw"),
            ("b::", "b", ":"),
        ] {
            let object = ObsObject::from(text);
            assert_eq!((object.bucket(), object.key()), (Some(bucket), Some(key)), "{text}");
            assert_eq!(ObsObject::new(bucket, key), object);
        }
        for text in ["", ":", "b", "b:", ":k", "::k"] {
            let object = ObsObject::from(text);
            assert_eq!((object.bucket(), object.key()), (None, None), "{text}");
            assert_eq!(object.as_str(), text);
        }
    }
}
