//! Whole calls over a loopback socket.

use super::{
    options::Options,
    programs::{BY_HAND, OURS, Programs, Server, Usage},
};
use crate::bench::table::{Aim, Table};

/// Calls that are alike.
pub(super) struct Calls {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) entries: usize,
}

/// Calls with small responses.
pub(super) const SMALL: [Calls; 3] = [
    Calls { name: "2 drills", what: "drills", entries: 2 },
    Calls { name: "job", what: "job", entries: 2 },
    Calls { name: "2 images", what: "images", entries: 2 },
];

const LARGE: [Calls; 2] = [
    Calls { name: "1,000 drills", what: "drills", entries: 1_000 },
    Calls { name: "1,000 images", what: "images", entries: 1_000 },
];

const SMALL_TIME: Aim = Aim { target: 1.05, bound: 1.15 };
const LARGE_TIME: Aim = Aim { target: 0.85, bound: 1.0 };
const MEMORY: Aim = Aim { target: 1.1, bound: 1.2 };

/// Lets the programs take turns, with one call at a time and with many.
pub(super) fn measure(programs: &Programs, options: &Options) -> Result<[Table; 3], String> {
    let server = Server::start(programs)?;
    let mut time = Table::new("Processor, ms per 1,000 calls", ["ours", "by hand"]);
    let mut speed = Table::new("Calls per second", ["ours", "by hand"]);
    let mut memory = Table::new("Memory at the peak, MB", ["ours", "by hand"]);
    let small = SMALL.iter().map(|calls| (calls, options.small_calls, SMALL_TIME));
    let large = LARGE.iter().map(|calls| (calls, options.large_calls, LARGE_TIME));
    for (calls, count, aim) in small.chain(large) {
        for at_once in [1, options.at_once] {
            let name = match at_once {
                1 => format!("{}, one at a time", calls.name),
                many => format!("{}, {many} at once", calls.name),
            };
            anstream::eprintln!("measuring {name}");
            // As many in each task, and in each at least one.
            let count = count.max(at_once) / at_once * at_once;
            let turn = |program| {
                let mut command = programs.command(program);
                command.args([&server.url, calls.what]);
                command.args([calls.entries, count, at_once].map(|number| number.to_string()));
                Usage::of(&mut command)
            };
            let rounds = rounds(options.rounds, turn)?;
            let each = |figure: fn(&Usage, f64) -> f64| -> Vec<_> {
                rounds
                    .iter()
                    .map(|round| round.each_ref().map(|it| figure(it, count as f64)))
                    .collect()
            };
            time.row(&name, &each(|usage, count| usage.processor_ns / 1e3 / count), Some(aim));
            speed.row(&name, &each(|usage, count| count / usage.elapsed_ns * 1e9), None);
            memory.row(&name, &each(|usage, _| usage.peak_kb / 1e3), Some(MEMORY));
        }
    }
    Ok([time, speed, memory])
}

/// Ours and by hand, each first in every other round.
fn rounds<T>(
    rounds: usize,
    mut turn: impl FnMut(&'static str) -> Result<T, String>,
) -> Result<Vec<[T; 2]>, String> {
    let round = |round: usize| match round % 2 {
        0 => {
            let ours = turn(OURS)?;
            Ok([ours, turn(BY_HAND)?])
        }
        _ => {
            let by_hand = turn(BY_HAND)?;
            Ok([turn(OURS)?, by_hand])
        }
    };
    (0..rounds).map(round).collect()
}
