//! Prints what it costs to read a body many times: `WHAT ENTRIES WAY TIMES`.

use huaweicloud_bench_decode::case;
use huaweicloud_bench_harness::{Failure, Start};

fn main() -> Result<(), Failure> {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let [what, entries, way, times] = args.as_slice() else {
        return Err("usage: PROGRAM WHAT ENTRIES WAY TIMES".into());
    };
    let (body, read) = case(what, entries.parse()?, way)?;
    read(&body)?;
    let start = Start::now();
    for _ in 0..times.parse::<usize>()? {
        read(&body)?;
    }
    println!("{}", start.usage());
    Ok(())
}
