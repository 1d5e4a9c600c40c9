//! Help for typos.

/// `did you mean …?`, if a candidate is near.
pub(crate) fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(written, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

/// The candidate that is nearest, if one is near.
pub(crate) fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(written, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// `did you mean …?`, or else all candidates.
pub(crate) fn one_of(written: &str, candidates: &[&str]) -> String {
    did_you_mean(written, candidates.iter().copied()).unwrap_or_else(|| {
        let list: Vec<_> = candidates.iter().map(|candidate| format!("`{candidate}`")).collect();
        match list.as_slice() {
            [] => "there is none".to_owned(),
            [only] => format!("write {only}"),
            list => format!("one of {}", list.join(", ")),
        }
    })
}
