//! One page of a list.

use huaweicloud_serve::Fault;

/// Returns at most `limit` items, starting at `offset`. Without a limit, returns all of them.
pub(super) fn page<T>(
    items: impl Iterator<Item = T>,
    offset: Option<i64>,
    limit: Option<i64>,
) -> Result<Vec<T>, Fault> {
    let offset = count("offset", offset.unwrap_or(0))?;
    let limit = limit.map(|limit| count("limit", limit)).transpose()?;
    Ok(items.skip(offset).take(limit.unwrap_or(usize::MAX)).collect())
}

fn count(name: &str, number: i64) -> Result<usize, Fault> {
    usize::try_from(number)
        .map_err(|_| Fault::invalid(format!("`{name}` is `{number}`, but must be at least 0")))
}
