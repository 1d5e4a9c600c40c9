//! The calls of `cargo xtask bench client` through the generated client.

use huaweicloud::{Client, Credentials};
use huaweicloud_bench_harness::{
    Failure, Plan,
    account::{ACCESS_KEY, PROJECT_ID, SECRET_KEY},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let plan = Plan::from_args(std::env::args())?;
    let credentials = Credentials::aksk(ACCESS_KEY, SECRET_KEY).with_project_id(PROJECT_ID);
    let builder = Client::builder().region("cn-north-4").credentials(credentials);
    #[cfg(feature = "ims")]
    let builder = builder.endpoint(&huaweicloud::ims::SERVICE, plan.url.as_str());
    #[cfg(feature = "sdrs")]
    let builder = builder.endpoint(&huaweicloud::sdrs::SERVICE, plan.url.as_str());
    let client = builder.build()?;
    let usage = match plan.what.as_str() {
        #[cfg(feature = "sdrs")]
        "drills" => {
            let limit = i64::try_from(plan.entries)?;
            let call = move || {
                let call = client.sdrs().list_disaster_recovery_drills().limit(limit);
                async { call.send().await.map(|list| list.disaster_recovery_drills.len()) }
            };
            plan.run(call).await
        }
        #[cfg(feature = "sdrs")]
        "job" => {
            let call = move || {
                let call = client.sdrs().show_job_status("ff8080826b45d4a5016b5036242c0025");
                async { call.send().await.map(|job| job.entities.sub_jobs.len()) }
            };
            plan.run(call).await
        }
        #[cfg(feature = "ims")]
        "images" => {
            let limit = i64::try_from(plan.entries)?;
            let call = move || {
                let call = client.ims().list_images().limit(limit);
                async { call.send().await.map(|list| list.images.len()) }
            };
            plan.run(call).await
        }
        #[cfg(feature = "sfs")]
        "shares" => {
            let call = move || {
                let call = client.sfs().list_shares();
                async { call.send().await.map(|list| list.shares.len()) }
            };
            plan.run(call).await
        }
        #[cfg(feature = "sfs_turbo")]
        "turbo shares" => {
            let call = move || {
                let call = client.sfs_turbo().list_shares();
                async { call.send().await.map(|list| list.shares.len()) }
            };
            plan.run(call).await
        }
        _ => plan.unknown(),
    };
    println!("{}", usage?);
    Ok(())
}
