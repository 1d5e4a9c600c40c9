//! Bodies, and the ways to read them that `cargo xtask bench client` compares.

use std::hint::black_box;

use huaweicloud::{
    Bytes, Operation, ResponseHead, ims::ListImages, sdrs::ListDisasterRecoveryDrills,
};
use huaweicloud_bench_by_hand::types::{DrillList, ImageList};
use huaweicloud_bench_harness::{Failure, bodies};
use serde::de::{DeserializeOwned, IgnoredAny};

/// Reads a body once and forgets the value.
pub type Read = fn(&Bytes) -> Result<(), Failure>;

/// A body and a way to read it.
///
/// # Errors
///
/// Returns an error if there is no such body or way.
pub fn case(what: &str, entries: usize, way: &str) -> Result<(Bytes, Read), Failure> {
    let body = match what {
        "drills" => bodies::drills(entries),
        "images" => bodies::images(entries),
        _ => return Err(format!("there are no {what}").into()),
    };
    let read: Read = match (what, way) {
        ("drills", "ours") => ours::<ListDisasterRecoveryDrills>,
        ("drills", "derive") => from_slice::<DrillList>,
        ("images", "ours") => ours::<ListImages>,
        ("images", "derive") => from_slice::<ImageList>,
        (_, "ignore") => from_slice::<IgnoredAny>,
        _ => return Err(format!("there is no way `{way}`").into()),
    };
    Ok((body.into(), read))
}

fn ours<O: Operation>(body: &Bytes) -> Result<(), Failure> {
    black_box(O::decode(&ResponseHead::default(), body.clone())?);
    Ok(())
}

fn from_slice<T: DeserializeOwned>(body: &Bytes) -> Result<(), Failure> {
    black_box(serde_json::from_slice::<T>(body)?);
    Ok(())
}
