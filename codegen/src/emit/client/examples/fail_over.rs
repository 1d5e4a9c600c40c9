//! Fails over a protection group, and waits until the job is done.
//!
//! Needs the feature `sdrs`.
//!
//! ```console
//! $ cargo run -p huaweicloud --example fail_over -- SERVER_GROUP_ID
//! ```

use std::{process::ExitCode, time::Duration};

use huaweicloud::{Client, Error, ErrorKind};

#[tokio::main]
async fn main() -> ExitCode {
    let Some(group) = std::env::args().nth(1) else {
        eprintln!("usage: fail_over SERVER_GROUP_ID");
        return ExitCode::FAILURE;
    };
    match fail_over(&group).await {
        Ok(()) => return ExitCode::SUCCESS,
        Err(error) => match error.kind() {
            ErrorKind::NotFound => eprintln!("there is no protection group {group}"),
            // The message names the sub-jobs that failed.
            ErrorKind::JobFailed => eprintln!("the failover failed: {error}"),
            _ => eprintln!("{error}"),
        },
    }
    ExitCode::FAILURE
}

async fn fail_over(group: &str) -> Result<(), Error> {
    let client = Client::builder().region("cn-north-4").build()?;

    let started = client.sdrs().start_failover_protection_group(group).send().await?;
    println!("started job {}", started.job_id);
    let job = started.wait().timeout(Duration::from_secs(1800)).await?;
    println!("{} between {} and {}", job.status, job.begin_time, job.end_time);
    Ok(())
}
