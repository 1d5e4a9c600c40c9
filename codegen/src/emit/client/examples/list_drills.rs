//! Lists the DR drills of a project. The next page is fetched when it is due.
//!
//! Needs the feature `sdrs`.
//!
//! Credentials come from the environment or `~/.huaweicloud/credentials`. To try it without an
//! account, start a local cloud with `cargo run -p huaweicloud-emulator`, and run in another shell
//! the lines that it prints.
//!
//! ```console
//! $ cargo run -p huaweicloud --example list_drills -- cn-north-4
//! ```

use huaweicloud::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let region = std::env::args().nth(1).unwrap_or_else(|| "cn-north-4".to_owned());
    let client = Client::builder().region(region).build()?;

    let mut drills = client.sdrs().list_disaster_recovery_drills().limit(100).items();
    while let Some(drill) = drills.try_next().await? {
        println!("{}  {:<20}  {}", drill.id, drill.name, drill.status);
    }
    Ok(())
}
