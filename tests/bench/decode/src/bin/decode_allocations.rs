//! Prints how many allocations it takes to read a body: `WHAT ENTRIES WAY`.
//!
//! It is a program of its own, since counting takes time.

use allocation_counter::measure;
use huaweicloud_bench_decode::case;
use huaweicloud_bench_harness::Failure;

fn main() -> Result<(), Failure> {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let [what, entries, way] = args.as_slice() else {
        return Err("usage: PROGRAM WHAT ENTRIES WAY".into());
    };
    let (body, read) = case(what, entries.parse()?, way)?;
    read(&body)?;
    let mut result = Ok(());
    let counted = measure(|| result = read(&body));
    result?;
    println!("{}", counted.count_total);
    Ok(())
}
