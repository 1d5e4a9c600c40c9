//! Lists: whatever a server responds, a walk through the pages ends, and another can continue it.

use std::{fmt::Debug, slice};

use huaweicloud::{Bytes, Paged, Position, ResponseHead};
use huaweicloud_model::{ims, sdrs, sfs, sfs_turbo};

use super::{
    errors,
    things::ListThings,
    walk::{self, Walk},
};

/// Checks lists of which the server has one page per line, and gives the last one for ever.
pub fn check(input: &[u8]) {
    let input = Bytes::copy_from_slice(input);
    let lines = input.split(|byte| *byte == b'\n');
    let pages: Vec<_> = lines.map(|line| input.slice_ref(line)).collect();
    is_listed(&sdrs::ListFailureJobs::default(), &pages);
    is_listed(&sdrs::ListDisasterRecoveryDrills::default(), &pages);
    is_listed(&sdrs::ListReplications::default(), &pages);
    is_listed(&sfs::ListShares::default(), &pages);
    is_listed(&sfs_turbo::ListShares::default(), &pages);
    is_listed(&ims::ListImages::default(), &pages);
    is_listed(&ListThings { limit: Some(2), ..ListThings::default() }, &pages);
}

fn is_listed<O: Paged<Item: Debug>>(list: &O, pages: &[Bytes]) {
    let is_read: Vec<_> = pages.iter().map(|page| is_read(list, page)).collect();
    if is_read.first() != Some(&true) {
        return;
    }
    let whole = ends(list, pages);
    // Another process goes on after the first page.
    let (Some(token), [_, others @ ..]) = (whole.tokens.first(), pages) else { return };
    let token: Position = token.to_string().parse().expect("a token");
    let rest = ends(&at(list, &token), if others.is_empty() { pages } else { others });
    // A list that ends with its first page leaves nothing, but the server has more lines.
    if whole.end.is_none() && whole.targets.len() > 1 {
        assert_eq!(rest.items, whole.items[1..], "what is left after `{token}`");
    }
}

/// Checks one page, or the error that it is, and returns whether it is a page.
fn is_read<O: Paged<Item: Debug>>(list: &O, body: &Bytes) -> bool {
    let page = match O::decode(&ResponseHead::default(), body.clone()) {
        Ok(page) => page,
        Err(error) => {
            errors::is_sound(&error, body);
            return false;
        }
    };
    let items = O::items(&page).to_vec();
    assert_eq!(O::into_items(page), items, "only items that equal themselves show a repeated page");
    if items.is_empty() {
        return true;
    }
    let start = list.position();
    let next = O::next_position(&start, &items);
    let after = |position, item| O::next_position(&position, slice::from_ref(item));
    assert_eq!(items.iter().fold(start, after), next, "item by item, and all at once");
    assert_eq!(at(list, &next).position(), next);
    true
}

/// The list from a position on.
fn at<O: Paged>(list: &O, position: &Position) -> O {
    let mut list = list.clone();
    list.seek(position).expect("a position of the list");
    list
}

/// Walks through a list by items and by pages, and gives the latter.
fn ends<O: Paged<Item: Debug>>(list: &O, pages: &[Bytes]) -> Walk<O::Item> {
    let by_item = walk::by_item(list, pages);
    let by_page = walk::by_page(list, pages);
    assert_eq!(by_item.items.concat(), by_page.items.concat(), "by item and by page");
    assert_eq!(by_item.tokens.last(), by_page.tokens.last(), "by item and by page");
    assert_eq!(by_item.targets, by_page.targets, "by item and by page");
    assert_eq!(by_item.end, by_page.end, "by item and by page");

    let targets = &by_page.targets;
    assert_eq!(targets.first(), Some(&walk::target(list)), "a walk begins where it should");
    assert!(targets.len() <= pages.len() + 1, "the last page is not seen twice: {targets:?}");
    let begins = walk::target(&at(list, &Position::Start));
    for (index, target) in targets.iter().enumerate().skip(1) {
        assert!(!targets[..index].contains(target), "a walk in a circle: {targets:?}");
        assert_ne!(target, &begins, "a walk begins again: {targets:?}");
    }
    by_page
}
