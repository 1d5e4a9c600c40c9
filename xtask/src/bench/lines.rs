//! How much code an operation costs.

use huaweicloud_codegen::Files;

/// Code lines per operation that each crate may have.
const BUDGET: [(&str, usize); 2] = [("model", 110), ("client", 60)];

/// Prints code lines per operation, without comments and blank lines, beside what they may be, and
/// tells whether they are within that.
pub(super) fn within_budget(files: &Files, operations: usize) -> bool {
    let mut within = true;
    for (name, budget) in BUDGET {
        let sources = files.iter().filter(|(path, _)| path.starts_with(&format!("{name}/src/")));
        let lines: usize = sources.map(|(_, text)| code_lines(text)).sum();
        let lines = lines.div_ceil(operations.max(1));
        anstream::println!("{name}: {lines} code lines per operation (target {budget})");
        within &= lines <= budget;
    }
    within
}

fn code_lines(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}
