//! The project in a minute: each founding operation, called through the generated client, signed,
//! against the emulator, whose own log line stands below each call.
//!
//! With `--tamper`, one byte of every signature is flipped on its way.

mod stage;
mod tamper;

use std::process::ExitCode;

use huaweicloud::{Client, Environment, Error, ReqwestTransport, sdrs::FailedAction};
use huaweicloud_emulator::Emulator;
use stage::Stage;
use tamper::Tamper;

/// Objects of the emulator's built-in seed.
const JOB: &str = "ff80818370a1b2c30170a1d4e5f60011";
const GROUP: &str = "2e8b6f40-7d15-4c9a-83e2-5b0f9ad16c74";

const NEXT: &str = "
What comes next:

    cargo run -p huaweicloud-emulator
        the local cloud on its own, which prints the environment that leads to it
    cargo run -p huaweicloud --example list_drills
        a program to start yours from, to run in that environment
    cargo doc -p huaweicloud --all-features --no-deps --open
        the manual";

const TAMPERED: &str = "\nEvery call was refused, as it should be.";

#[tokio::main]
async fn main() -> ExitCode {
    let tamper = std::env::args().any(|argument| argument == "--tamper");
    match run(tamper).await {
        Ok(true) => {
            println!("{}", if tamper { TAMPERED } else { NEXT });
            ExitCode::SUCCESS
        }
        Ok(false) => {
            println!("\nThis is not what the demo promises.");
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("\nThe demo could not run: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all went as it should: every call a success or an expected error, or with `tamper`,
/// every call refused.
async fn run(tamper: bool) -> Result<bool, Box<dyn std::error::Error>> {
    let emulator = Emulator::builder().start().await?;
    println!(
        "\nThe emulator runs, one port per service. Its environment leads any client to it:\n"
    );
    for (name, value) in emulator.environment() {
        println!("    export {name}={value}");
    }
    let mut builder = Client::builder()
        .region(emulator.region())
        .environment(Environment::from_pairs(emulator.environment()));
    if tamper {
        println!("\nOne byte of every signature is flipped between client and emulator.");
        builder = builder.transport(Tamper::new(ReqwestTransport::new()?));
    }
    let client = builder.build()?;
    let mut stage = Stage::new(emulator, tamper);
    drills(&client, &mut stage).await;
    jobs(&client, &mut stage).await;
    failure_jobs(&client, &mut stage).await;
    shares(&client, &mut stage).await;
    images(&client, &mut stage).await;
    errors(&client, &mut stage).await;
    Ok(stage.end().await)
}

async fn drills(client: &Client, stage: &mut Stage) {
    stage.title(
        "A list as a stream: three drills a page, and the next page only when it is due",
        "client.sdrs().list_disaster_recovery_drills().limit(3).items()",
    );
    let mut drills = client.sdrs().list_disaster_recovery_drills().limit(3).items();
    let result = async {
        while let Some(drill) = drills.try_next().await? {
            println!(
                "    {:<20} {:<16} {} servers",
                drill.name,
                drill.status,
                drill.drill_servers.len()
            );
        }
        Ok(())
    };
    let result = result.await;
    stage.expect_success(result);
}

async fn jobs(client: &Client, stage: &mut Stage) {
    let code = format!("client.sdrs().show_job_status(\"{JOB}\").send()");
    stage.title("A job with sub-jobs", &code);
    let result = client.sdrs().show_job_status(JOB).send().await.map(|job| {
        println!("    {} {} since {}", job.job_type, job.status, job.begin_time);
        for job in job.entities.sub_jobs {
            println!("      {} {} since {}", job.job_type, job.status, job.begin_time);
        }
    });
    stage.expect_success(result);
}

async fn failure_jobs(client: &Client, stage: &mut Stage) {
    let code = format!(
        "client.sdrs().list_failure_jobs().server_group_id(\"{GROUP}\")\n        \
         .failure_status(FailedAction::Create).send()"
    );
    stage.title("Failed jobs, by filter", &code);
    let call = client.sdrs().list_failure_jobs().server_group_id(GROUP);
    let result = call.failure_status(FailedAction::Create).send().await.map(|answer| {
        for job in answer.failure_jobs {
            println!(
                "    {} {}: {} {}",
                job.resource_type, job.resource_name, job.error_code, job.fail_reason
            );
        }
    });
    stage.expect_success(result);
}

async fn shares(client: &Client, stage: &mut Stage) {
    stage.title("Shares, one of them without a name", "client.sfs().list_shares().send()");
    let result = client.sfs().list_shares().send().await.map(|answer| {
        for share in answer.shares {
            println!("    {} {}", share.id, share.name.as_deref().unwrap_or("(no name)"));
        }
    });
    stage.expect_success(result);
}

async fn images(client: &Client, stage: &mut Stage) {
    stage.title("Images, by format", "client.ims().list_images_v1().disk_format(\"qcow2\").send()");
    #[expect(deprecated, reason = "the page is one of the five the project was founded on")]
    let call = client.ims().list_images_v1();
    let result = call.disk_format("qcow2").send().await.map(|answer| {
        for image in answer.images {
            println!("    {:<24} {} {}", image.name, image.disk_format, image.status);
        }
    });
    stage.expect_success(result);
}

async fn errors(client: &Client, stage: &mut Stage) {
    stage.title(
        "An error, as `{}` prints it",
        "client.sdrs().show_job_status(\"no-such-job\").send()",
    );
    let result = client.sdrs().show_job_status("no-such-job").send().await;
    stage.expect_error(result, Error::is_not_found, "is_not_found");

    stage.title("Another one", "client.sdrs().list_disaster_recovery_drills().limit(5000).send()");
    let result = client.sdrs().list_disaster_recovery_drills().limit(5000).send().await;
    stage.expect_error(result, Error::is_invalid, "is_invalid");
}
