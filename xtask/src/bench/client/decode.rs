//! Decoding without a network.

use super::{
    options::Options,
    programs::{Programs, Usage, output},
};
use crate::bench::table::{Aim, Table};

/// Of bodies with 1,000 entries. How small ones are read is part of what a whole call may cost.
const LARGE_TIME: Aim = Aim { target: 0.7, bound: 0.85 };

const BODIES: [(&str, &str, usize); 4] = [
    ("2 drills", "drills", 2),
    ("1,000 drills", "drills", 1_000),
    ("2 images", "images", 2),
    ("1,000 images", "images", 1_000),
];

/// Reads bodies into our types, into types with what serde derives, and into nothing.
pub(super) fn measure(programs: &Programs, options: &Options) -> Result<[Table; 3], String> {
    let mut time = Table::new("Decoding, µs per body", ["ours", "derive"]);
    let mut floor = Table::new("Parsing alone, µs per body", ["parse", "derive"]);
    let mut allocations = Table::new("Allocations per body", ["ours", "derive"]);
    for (name, what, entries) in BODIES {
        anstream::eprintln!("decoding {name}");
        let times = (options.entries / entries).max(1);
        let turn = |way: &str| -> Result<f64, String> {
            let mut command = programs.command("decode_time");
            command.args([what, &entries.to_string(), way, &times.to_string()]);
            Ok(Usage::of(&mut command)?.processor_ns / 1e3 / times as f64)
        };
        let round = |_| Ok([turn("ours")?, turn("derive")?, turn("ignore")?]);
        let rounds: Vec<[f64; 3]> =
            (0..options.rounds).map(round).collect::<Result<_, String>>()?;
        let ours: Vec<_> = rounds.iter().map(|[ours, derive, _]| [*ours, *derive]).collect();
        let ignore: Vec<_> = rounds.iter().map(|[_, derive, ignore]| [*ignore, *derive]).collect();
        time.row(name, &ours, (entries >= 1_000).then_some(LARGE_TIME));
        floor.row(name, &ignore, None);
        let count = |way: &str| -> Result<f64, String> {
            let mut command = programs.command("decode_allocations");
            let text = output(command.args([what, &entries.to_string(), way]))?;
            text.trim().parse().map_err(|_| format!("{command:?} prints {text:?}"))
        };
        allocations.row(name, &[[count("ours")?, count("derive")?]], None);
    }
    Ok([time, floor, allocations])
}
