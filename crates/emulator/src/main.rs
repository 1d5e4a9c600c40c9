//! The command-line program of the emulator.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use huaweicloud_emulator::{Builder, Emulator, Seed};

/// A local Huawei Cloud to test against, on loopback ports.
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
    /// Port of a service, such as `sdrs=8080`; can be repeated [default: any free port]
    #[arg(long = "port", value_name = "SERVICE=PORT", value_parser = port)]
    ports: Vec<(String, u16)>,
}

fn port(text: &str) -> Result<(String, u16), String> {
    let (service, port) = text.split_once('=').ok_or("write SERVICE=PORT, such as `sdrs=8080`")?;
    let port = port.parse().map_err(|_| format!("`{port}` is not a port"))?;
    Ok((service.to_owned(), port))
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
    for (service, port) in options.ports {
        builder = builder.port(service, port);
    }
    Ok(builder)
}

/// Prints a line. Unlike `println!`, returns an error instead of panicking if the reader is gone.
fn print(mut to: impl Write, line: &impl std::fmt::Display) -> io::Result<()> {
    writeln!(to, "{line}")
}
