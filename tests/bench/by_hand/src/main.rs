//! The calls of `cargo xtask bench client`, by hand.

use huaweicloud_bench_by_hand::{Api, Signer};
use huaweicloud_bench_harness::{
    Failure, Plan,
    account::{ACCESS_KEY, PROJECT_ID, SECRET_KEY},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let plan = Plan::from_args(std::env::args())?;
    let api = Api::new(&plan.url, PROJECT_ID, Signer::new(ACCESS_KEY, SECRET_KEY))?;
    let limit = plan.entries;
    let usage = match plan.what.as_str() {
        "drills" => {
            let call = move || {
                let api = api.clone();
                async move {
                    let list = api.list_drills(limit).await;
                    list.map(|list| list.disaster_recovery_drills.len())
                }
            };
            plan.run(call).await
        }
        "job" => {
            let call = move || {
                let api = api.clone();
                async move {
                    let job = api.show_job("ff8080826b45d4a5016b5036242c0025").await;
                    job.map(|job| job.entities.sub_jobs.len())
                }
            };
            plan.run(call).await
        }
        "images" => {
            let call = move || {
                let api = api.clone();
                async move { api.list_images(limit).await.map(|list| list.images.len()) }
            };
            plan.run(call).await
        }
        _ => plan.unknown(),
    };
    println!("{}", usage?);
    Ok(())
}
