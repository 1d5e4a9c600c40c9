//! `cargo xtask bench client`: calls through the generated client, beside the same calls by hand.

mod calls;
mod decode;
mod instructions;
mod options;
mod programs;

use std::process::ExitCode;

use super::table;
pub(crate) use options::Options;
use options::Part;
use programs::Programs;

/// Builds the programs, lets them take turns, and prints what they cost.
pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    let options = &options.clone().or_quick();
    let programs = Programs::build()?;
    let mut tables = Vec::new();
    if options.includes(Part::Calls) {
        tables.extend(calls::measure(&programs, options)?);
    }
    if options.includes(Part::Instructions) {
        tables.extend(instructions::count(&programs, options)?);
    }
    if options.includes(Part::Decode) {
        tables.extend(decode::measure(&programs, options)?);
    }
    Ok(table::verdict(&tables, options.check))
}
