//! `cargo xtask bench generate`: what the generator costs, and how much code it writes.

use std::{path::Path, process::ExitCode, time::Duration};

use huaweicloud_codegen::{Anchors, Source};

use super::{clock, clones, lines, mistakes::told};
use crate::disk;

/// Sizes of the synthetic sets, in operations.
const SIZES: [usize; 2] = [500, 5_000];

/// Microseconds per generated line, at most.
const PER_LINE: f64 = 10.0;
/// How much more an operation may cost in the large set than in the small one.
const RATIO: f64 = 1.3;

/// The clock ticks every few milliseconds.
const ENOUGH: Duration = Duration::from_secs(2);

/// Measures, and prints what there is beside what it should be.
pub(super) fn run() -> Result<ExitCode, String> {
    let founding = disk::specs(&disk::root().join(Path::new("spec")))?;
    anstream::println!("{} of one thread\n", clock::kind());
    anstream::println!("specs      operations    lines   load ms   generate ms   µs/line   µs/op");
    let real = measure(&founding)?;
    real.print("real");
    let mut costs = Vec::new();
    for size in SIZES {
        let cost = measure(&clones::set(&founding, real.operations, size))?;
        cost.print("synthetic");
        costs.push(cost);
    }
    let [small, large] = costs.as_slice() else { return Ok(ExitCode::FAILURE) };
    let ratio = large.per_operation() / small.per_operation();
    let slowest = costs.iter().map(Cost::per_line).fold(real.per_line(), f64::max);
    anstream::println!("\nper line:  {slowest:.1} µs at most (target {PER_LINE} µs)");
    anstream::println!("per operation, {} to {}: {ratio:.2} (target {RATIO})", SIZES[1], SIZES[0]);
    let met = slowest <= PER_LINE && ratio <= RATIO;
    let met = lines_are_few(&founding)? && met;
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn lines_are_few(sources: &[Source]) -> Result<bool, String> {
    let wrong = |diagnostics| told(sources, &diagnostics);
    let specs = huaweicloud_codegen::load(sources).map_err(wrong)?;
    let files = huaweicloud_codegen::generate(&specs, &Anchors::default()).map_err(wrong)?;
    Ok(lines::within_budget(&files, specs.operations()))
}

/// What a set of specs costs.
struct Cost {
    operations: usize,
    lines: usize,
    load: Duration,
    generate: Duration,
}

impl Cost {
    fn micros(&self) -> f64 {
        (self.load + self.generate).as_secs_f64() * 1e6
    }

    fn per_line(&self) -> f64 {
        self.micros() / self.lines as f64
    }

    fn per_operation(&self) -> f64 {
        self.micros() / self.operations as f64
    }

    fn print(&self, name: &str) {
        let millis = |time: Duration| time.as_secs_f64() * 1e3;
        anstream::println!(
            "{name:<10} {:>10} {:>8} {:>9.1} {:>13.1} {:>9.2} {:>7.0}",
            self.operations,
            self.lines,
            millis(self.load),
            millis(self.generate),
            self.per_line(),
            self.per_operation(),
        );
    }
}

/// The mean of as many runs as it takes for the clock to tell.
fn measure(sources: &[Source]) -> Result<Cost, String> {
    let mut sum = once(sources)?;
    let mut runs = 1;
    while sum.load + sum.generate < ENOUGH {
        let cost = once(sources)?;
        sum.load += cost.load;
        sum.generate += cost.generate;
        runs += 1;
    }
    Ok(Cost { load: sum.load / runs, generate: sum.generate / runs, ..sum })
}

fn once(sources: &[Source]) -> Result<Cost, String> {
    let wrong = |diagnostics| told(sources, &diagnostics);
    let start = clock::now();
    let specs = huaweicloud_codegen::load(sources).map_err(wrong)?;
    let loaded = clock::now();
    // Copies of services have no pages, and links cost nothing to speak of.
    let files = huaweicloud_codegen::generate(&specs, &Anchors::default()).map_err(wrong)?;
    let generated = clock::now();
    Ok(Cost {
        operations: specs.operations(),
        lines: files.values().map(|text| text.lines().count()).sum(),
        load: loaded.saturating_sub(start),
        generate: generated.saturating_sub(loaded),
    })
}
