//! Instructions per call, as callgrind counts them.

use std::process::Command;

use super::{
    calls::{Calls, SMALL},
    options::Options,
    programs::{BY_HAND, OURS, Programs, Server, output},
};
use crate::bench::table::{Aim, Table};

const AIM: Aim = Aim { target: 1.05, bound: 1.10 };

/// Counts the instructions of calls with small responses.
pub(super) fn count(programs: &Programs, options: &Options) -> Result<Option<Table>, String> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        anstream::eprintln!("valgrind is not installed, so instructions are not counted");
        return Ok(None);
    }
    let server = Server::start(programs)?;
    let mut table = Table::new("Instructions per call, thousands", ["ours", "by hand"]);
    for calls in &SMALL {
        anstream::eprintln!("counting instructions of {}", calls.name);
        let per_call = |program| -> Result<f64, String> {
            let few = options.counted_calls;
            let [less, more] =
                [few, 2 * few].map(|count| instructions(programs, program, &server, calls, count));
            // What the start of the program takes is in both.
            Ok((more? - less?) / few as f64 / 1e3)
        };
        table.row(calls.name, &[[per_call(OURS)?, per_call(BY_HAND)?]], Some(AIM));
    }
    Ok(Some(table))
}

fn instructions(
    programs: &Programs,
    program: &str,
    server: &Server,
    calls: &Calls,
    count: usize,
) -> Result<f64, String> {
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(programs.path(program))
        .args([&server.url, calls.what])
        .args([calls.entries, count, 1].map(|number| number.to_string()));
    let text = output(&mut command)?;
    let counted =
        text.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    counted.ok_or_else(|| format!("{command:?} counts no instructions: {text}"))
}
