//! The command-line program of the emulator.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use huaweicloud_emulator::{Builder, Emulator, Seed};

/// A local Huawei Cloud to test against: IAM, SDRS, IMS and SFS on loopback ports.
///
/// Prints the region and the environment variables that point clients to the emulator, as lines
/// that a shell can evaluate. Then prints a line per request to standard error, until Ctrl-C.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// YAML file with the initial content of the cloud [default: a built-in one]
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Region to emulate
    #[arg(long, default_value = "cn-north-4")]
    region: String,
    /// Port of IAM [default: any free port]
    #[arg(long, value_name = "PORT")]
    port_iam: Option<u16>,
    /// Port of SDRS [default: any free port]
    #[arg(long, value_name = "PORT")]
    port_sdrs: Option<u16>,
    /// Port of IMS [default: any free port]
    #[arg(long, value_name = "PORT")]
    port_ims: Option<u16>,
    /// Port of SFS [default: any free port]
    #[arg(long, value_name = "PORT")]
    port_sfs: Option<u16>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is closed, there is no other place to report the error.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let emulator = builder(options)?.start().await?;
    let mut log = emulator.follow_log();
    print(io::stdout(), &format_args!("# region: {}", emulator.region()))?;
    for (name, value) in emulator.environment() {
        print(io::stdout(), &format_args!("export {name}={value}"))?;
    }
    loop {
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => {
                interrupted?;
                break;
            }
            Some(line) = log.recv() => print(io::stderr(), &line)?,
        }
    }
    emulator.stop().await;
    Ok(())
}

fn builder(options: Options) -> Result<Builder, Box<dyn std::error::Error>> {
    let mut builder = Emulator::builder().region(options.region);
    if let Some(path) = options.seed {
        builder = builder.seed(Seed::read(path)?);
    }
    let ports = [
        ("iam", options.port_iam),
        ("sdrs", options.port_sdrs),
        ("ims", options.port_ims),
        ("sfs", options.port_sfs),
    ];
    for (service, port) in ports {
        builder = builder.port(service, port.unwrap_or_default());
    }
    Ok(builder)
}

/// Prints a line. Unlike `println!`, returns an error instead of panicking if the reader is gone.
fn print(mut to: impl Write, line: &impl std::fmt::Display) -> io::Result<()> {
    writeln!(to, "{line}")
}
