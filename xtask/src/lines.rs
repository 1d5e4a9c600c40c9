//! How much code an operation costs.

use huaweicloud_codegen::Files;

/// Lines per operation that DESIGN allows each crate.
const BUDGET: [(&str, usize); 2] = [("client", 80), ("model", 110)];

/// Code lines per operation, without comments and blank lines, beside what they may be.
pub(crate) fn budget(files: &Files, operations: usize) -> String {
    let of = |(name, budget): (&str, usize)| {
        let sources = files.iter().filter(|(path, _)| path.starts_with(&format!("{name}/")));
        let lines: usize = sources.map(|(_, text)| code_lines(text)).sum();
        format!("{name}: {} code lines per operation (budget {budget})", lines / operations.max(1))
    };
    BUDGET.map(of).join("\n")
}

fn code_lines(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}
