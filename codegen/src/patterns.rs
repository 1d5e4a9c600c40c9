//! Patterns of times, from those of pages to those of `strftime`.

/// The pattern of a page, such as `yyyy-MM-dd HH:mm:ss.SSS`, as `strftime` has it. `None` if it has
/// letters that mean nothing here.
pub(crate) fn strftime(pattern: &str) -> Option<String> {
    let mut made = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(first).len();
        let (piece, after) = rest.split_at(run);
        match (first, run) {
            ('y', 4) => made.push_str("%Y"),
            ('M', 2) => made.push_str("%m"),
            ('M', 3) => made.push_str("%b"),
            ('d', 2) => made.push_str("%d"),
            ('H', 2) => made.push_str("%H"),
            ('m', 2) => made.push_str("%M"),
            ('s', 2) => made.push_str("%S"),
            ('S', 1..=9) => made.push_str(&format!("%{run}f")),
            ('T' | 'Z', 1) => made.push(first),
            // Around letters that stand for themselves.
            ('\'', 1) => {}
            ('%', _) => return None,
            _ if first.is_ascii_alphabetic() => return None,
            _ => made.push_str(piece),
        }
        rest = after;
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::strftime;

    #[test]
    fn patterns_of_pages_are_known() {
        for (pattern, made) in [
            ("yyyy-MM-dd HH:mm:ss.SSS", Some("%Y-%m-%d %H:%M:%S.%3f")),
            ("yyyy-MM-ddTHH:mm:ssZ", Some("%Y-%m-%dT%H:%M:%SZ")),
            ("yyyy-MM-dd'T'HH:mm:ss'Z'", Some("%Y-%m-%dT%H:%M:%SZ")),
            ("yyyyMMdd", Some("%Y%m%d")),
            ("dd-MMM-yyyy", Some("%d-%b-%Y")),
            ("yy", None),
            ("week", None),
            ("100%", None),
        ] {
            assert_eq!(strftime(pattern).as_deref(), made, "{pattern}");
        }
    }
}
