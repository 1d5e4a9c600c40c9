//! The texts that define who may mount a share.

use std::fmt;

use super::UnknownText;

/// The clients that may mount a share: a VPC, or addresses in it.
///
/// An address is an IPv4 address or a CIDR block, such as `192.168.1.0/24`; `0.0.0.0/0` stands for
/// every address in the VPC. Priorities range from 0, the highest, to 100. If the addresses of several
/// rules overlap, the rule with the highest priority applies, and of several with that priority a random
/// one. The parts are separated by `#` and must not contain it. A text whose first part is not a UUID is
/// not an ID of a VPC, and is kept as it is.
///
/// ```
/// # use huaweicloud_core as huaweicloud;
/// use huaweicloud::formats::AccessTo;
///
/// let vpc = "0157b53f-4974-4e80-91c9-098532bcaf00";
/// let rule = AccessTo::from(AccessTo::nfs(vpc, "2.2.2.2/16", 100).all_squash(false));
/// assert_eq!(rule.to_string(), format!("{vpc}#2.2.2.2/16#100#no_all_squash,root_squash"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AccessTo {
    /// All clients in a VPC, as `VPC`.
    #[non_exhaustive]
    Vpc {
        /// The ID of the VPC.
        vpc_id: String,
    },
    /// Addresses in a VPC, for an NFS share.
    NfsAddress(NfsAddress),
    /// Addresses in a VPC, for a CIFS share, as `VPC#ADDRESS#PRIORITY`.
    #[non_exhaustive]
    CifsAddress {
        /// The ID of the VPC.
        vpc_id: String,
        /// The IPv4 address or CIDR block.
        address: String,
        /// The priority, from 0, the highest, to 100.
        priority: u8,
    },
    /// A text in another format.
    Unknown(UnknownText),
}

/// Addresses in a VPC that may mount an NFS share, with the mapping of their users, as
/// `VPC#ADDRESS#PRIORITY#all_squash,root_squash`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct NfsAddress {
    /// The ID of the VPC.
    pub vpc_id: String,
    /// The IPv4 address or CIDR block.
    pub address: String,
    /// The priority, from 0, the highest, to 100.
    pub priority: u8,
    /// Whether all users are mapped to the anonymous user.
    pub all_squash: bool,
    /// Whether root is mapped to the anonymous user.
    pub root_squash: bool,
}

impl AccessTo {
    /// All clients in a VPC.
    pub fn vpc(vpc_id: impl Into<String>) -> Self {
        Self::Vpc { vpc_id: vpc_id.into() }
    }

    /// Addresses in a VPC, for an NFS share.
    ///
    /// All users, including root, are mapped to the anonymous user, unless the setters of
    /// [`NfsAddress`] change that.
    pub fn nfs(vpc_id: impl Into<String>, address: impl Into<String>, priority: u8) -> NfsAddress {
        let (vpc_id, address) = (vpc_id.into(), address.into());
        NfsAddress { vpc_id, address, priority, all_squash: true, root_squash: true }
    }

    /// Addresses in a VPC, for a CIFS share.
    pub fn cifs(vpc_id: impl Into<String>, address: impl Into<String>, priority: u8) -> Self {
        Self::CifsAddress { vpc_id: vpc_id.into(), address: address.into(), priority }
    }

    /// Returns the ID of the VPC, or `None` for [`Unknown`](Self::Unknown).
    pub fn vpc_id(&self) -> Option<&str> {
        match self {
            Self::Vpc { vpc_id }
            | Self::NfsAddress(NfsAddress { vpc_id, .. })
            | Self::CifsAddress { vpc_id, .. } => Some(vpc_id),
            Self::Unknown(_) => None,
        }
    }
}

impl NfsAddress {
    /// Sets whether all users are mapped to the anonymous user.
    #[must_use]
    pub fn all_squash(mut self, all_squash: bool) -> Self {
        self.all_squash = all_squash;
        self
    }

    /// Sets whether root is mapped to the anonymous user.
    #[must_use]
    pub fn root_squash(mut self, root_squash: bool) -> Self {
        self.root_squash = root_squash;
        self
    }
}

impl Default for AccessTo {
    fn default() -> Self {
        String::new().into()
    }
}

impl From<NfsAddress> for AccessTo {
    fn from(address: NfsAddress) -> Self {
        Self::NfsAddress(address)
    }
}

impl From<String> for AccessTo {
    fn from(text: String) -> Self {
        match parse(&text) {
            // A text with another spelling, such as the priority `007`, is kept as unknown.
            Some(parsed) if parsed.to_string() == text => parsed,
            _ => Self::Unknown(UnknownText::new(text)),
        }
    }
}

text_format!(AccessTo);

/// Parses a text, possibly in another spelling than the one that is written.
fn parse(text: &str) -> Option<AccessTo> {
    let parts: Vec<_> = text.split('#').collect();
    let (vpc_id, rest) = parts.split_first()?;
    if !is_id(vpc_id) || rest.contains(&"") {
        return None;
    }
    match *parts {
        [vpc_id] => Some(AccessTo::vpc(vpc_id)),
        [vpc_id, address, priority] => {
            Some(AccessTo::cifs(vpc_id, address, priority.parse().ok()?))
        }
        [vpc_id, address, priority, squash] => {
            let (all, root) = squash.split_once(',')?;
            let nfs = AccessTo::nfs(vpc_id, address, priority.parse().ok()?)
                .all_squash(!all.starts_with(NOT))
                .root_squash(!root.starts_with(NOT));
            Some(nfs.into())
        }
        _ => None,
    }
}

/// Whether the text is a UUID, as the IDs of VPCs are. Rules of other types have an address, a user
/// or a common name in its place.
fn is_id(text: &str) -> bool {
    let dashes = [8, 13, 18, 23];
    text.len() == 36
        && text.char_indices().all(|(at, c)| match dashes.contains(&at) {
            true => c == '-',
            false => c.is_ascii_hexdigit(),
        })
}

/// The prefix that turns off a kind of squashing.
const NOT: &str = "no_";

impl fmt::Display for AccessTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vpc { vpc_id } => f.write_str(vpc_id),
            Self::NfsAddress(address) => address.fmt(f),
            Self::CifsAddress { vpc_id, address, priority } => {
                write!(f, "{vpc_id}#{address}#{priority}")
            }
            Self::Unknown(text) => f.write_str(text.as_str()),
        }
    }
}

impl fmt::Display for NfsAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { vpc_id, address, priority, all_squash, root_squash } = self;
        let [all, root] = [all_squash, root_squash].map(|squash| if *squash { "" } else { NOT });
        write!(f, "{vpc_id}#{address}#{priority}#{all}all_squash,{root}root_squash")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VPC: &str = "0157b53f-4974-4e80-91c9-098532bcaf00";

    #[test]
    fn every_documented_form_has_its_parts() {
        let nfs = |priority, all_squash, root_squash| {
            let nfs = AccessTo::nfs(VPC, "2.2.2.2/16", priority);
            AccessTo::from(nfs.all_squash(all_squash).root_squash(root_squash))
        };
        for (rest, expected) in [
            ("", AccessTo::vpc(VPC)),
            ("#2.2.2.2/16#0", AccessTo::cifs(VPC, "2.2.2.2/16", 0)),
            ("#192.168.196.47#100", AccessTo::cifs(VPC, "192.168.196.47", 100)),
            ("#2.2.2.2/16#100#all_squash,root_squash", nfs(100, true, true)),
            ("#2.2.2.2/16#1#all_squash,no_root_squash", nfs(1, true, false)),
            ("#2.2.2.2/16#1#no_all_squash,root_squash", nfs(1, false, true)),
            ("#2.2.2.2/16#1#no_all_squash,no_root_squash", nfs(1, false, false)),
        ] {
            let text = format!("{VPC}{rest}");
            assert_eq!(AccessTo::from(text.as_str()), expected, "{text}");
            assert_eq!(expected.to_string(), text);
            assert_eq!(expected.vpc_id(), Some(VPC), "{text}");
        }
    }

    #[test]
    fn a_text_of_another_form_is_kept() {
        for text in [
            "",
            "#",
            "#0.0.0.0/0#0",
            // Rules of the types `ip`, `user` and `cert` in OpenStack Manila.
            "10.0.0.0/24",
            "alice",
            "client.example.com",
        ] {
            kept(text);
        }
        // No UUIDs: too short, too long, a digit that is none, and dashes in other places.
        for vpc in [
            "0157b53f-4974-4e80-91c9-098532bcaf0",
            "0157b53f-4974-4e80-91c9-098532bcaf000",
            "g157b53f-4974-4e80-91c9-098532bcaf00",
            "0157b53f4-974-4e80-91c9-098532bcaf00",
            "0157b53f049740 4e80-91c9-098532bcaf00",
            "0157b53f04974049740974e80098532bcaf00",
        ] {
            kept(vpc);
        }
        for rest in [
            "#",
            "#0.0.0.0/0",
            "##0",
            "#0.0.0.0/0#",
            "#0.0.0.0/0#high",
            "#0.0.0.0/0#-1",
            "#0.0.0.0/0#+1",
            "#0.0.0.0/0#007",
            "#0.0.0.0/0#256",
            "#0.0.0.0/0#0#",
            "#0.0.0.0/0#0#all_squash",
            "#0.0.0.0/0#0#root_squash,all_squash",
            "#0.0.0.0/0#0#all_squash, root_squash",
            "#0.0.0.0/0#0#no_squash,root_squash",
            "#0.0.0.0/0#0#all_squash,root_squash,sync",
            "#0.0.0.0/0#0#all_squash,root_squash#sync",
        ] {
            kept(&format!("{VPC}{rest}"));
        }
    }

    fn kept(text: &str) {
        let read = AccessTo::from(text);
        assert!(matches!(&read, AccessTo::Unknown(kept) if kept.as_str() == text), "{text}");
        assert_eq!((read.to_string().as_str(), read.vpc_id()), (text, None));
    }

    proptest! {
        #[test]
        fn what_is_made_of_parts_is_read_as_these_parts(
            vpc in "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            address in "[^#]{1,9}",
            priority: u8,
            all: bool,
            root: bool,
        ) {
            let nfs = AccessTo::nfs(&vpc, &address, priority).all_squash(all).root_squash(root);
            for rule in [AccessTo::vpc(&vpc), AccessTo::cifs(&vpc, &address, priority), nfs.into()] {
                prop_assert_eq!(AccessTo::from(rule.to_string()), rule);
            }
        }
    }
}
