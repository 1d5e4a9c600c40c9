//! Bodies of requests.

use super::{Field, Key};

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// An object.
    Object(Object),
    /// Any other JSON, which is one argument.
    Json(Box<Field>),
    /// Bytes, which are one argument.
    Bytes(Box<Field>),
}

/// A body whose fields are arguments.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    /// The key around it.
    pub(crate) wrapper: Option<Key>,
    /// What it holds, in the order of the page.
    pub(crate) members: Vec<Member>,
    /// Further keys of the caller's own.
    pub(crate) extra: Option<Box<Field>>,
    /// Whether it is left out when none of its fields is set.
    pub(crate) optional: bool,
}

/// What stands under a key of a body.
#[derive(Clone, Debug)]
pub(crate) enum Member {
    Field(Box<Field>),
    /// Always the same value, which is JSON.
    Constant(Key, String),
}

impl Member {
    /// Key and JSON of a constant.
    fn constant(&self) -> Option<(&Key, &str)> {
        match self {
            Self::Constant(key, json) => Some((key, json)),
            Self::Field(_) => None,
        }
    }

    pub(crate) fn key(&self) -> &Key {
        match self {
            Self::Field(field) => &field.key,
            Self::Constant(key, _) => key,
        }
    }
}

impl Object {
    /// The constants in it: key and JSON.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.members.iter().filter_map(Member::constant)
    }

    /// The constants before the first field.
    pub(crate) fn first_constants(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.members.iter().map_while(Member::constant)
    }

    /// The constants between a field and the next.
    pub(crate) fn constants_after<'a>(
        &'a self,
        field: &'a Field,
    ) -> impl Iterator<Item = (&'a Key, &'a str)> {
        let members = self.members.iter().skip_while(|member| member.key().name != field.key.name);
        members.skip(1).map_while(Member::constant)
    }

    /// The fields in it, without further keys.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.members.iter().filter_map(|member| match member {
            Member::Field(field) => Some(&**field),
            Member::Constant(..) => None,
        })
    }
}
