//! The bodies of responses: an entry that a page of the API reference shows, repeated under other IDs.

const DRILL: &str = include_str!("../bodies/drill.json");
const IMAGE: &str = include_str!("../bodies/image.json");
const JOB: &str = include_str!("../bodies/job.json");

/// How many entries lists have: few, and as many as a page may have.
pub const SIZES: [usize; 2] = [2, 1_000];

/// A list of disaster recovery drills, each with two servers.
pub fn drills(entries: usize) -> String {
    let drills = repeated(DRILL, entries);
    format!("{{\"count\": {entries}, \"disaster_recovery_drills\": [{drills}]}}")
}

/// A list of images, each with every field that the page has.
pub fn images(entries: usize) -> String {
    format!("{{\"images\": [{}]}}", repeated(IMAGE, entries))
}

/// A job with two sub-jobs.
pub fn job() -> String {
    on_one_line(JOB)
}

fn repeated(entry: &str, entries: usize) -> String {
    let entry = on_one_line(entry);
    let entries = (0..entries).map(|index| entry.replace("{index}", &format!("{index:012x}")));
    entries.collect::<Vec<_>>().join(", ")
}

fn on_one_line(text: &str) -> String {
    text.lines().map(str::trim).collect()
}
