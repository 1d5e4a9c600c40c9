//! Creates an image from a file, and waits until it can be used.
//!
//! Needs the feature `ims`.
//!
//! ```console
//! $ cargo run -p huaweicloud --example upload_image -- web-server.qcow2
//! ```

use std::{error::Error, path::Path};

use huaweicloud::{Client, FileBody, ims::DiskFormat};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: upload_image FILE")?;
    let name = Path::new(&path).file_stem().ok_or("the path names no file")?.to_string_lossy();
    let client = Client::builder().region("cn-north-4").build()?;

    let image = client
        .ims()
        .glance_create_image_metadata()
        .name(name.into_owned())
        .disk_format(DiskFormat::Qcow2)
        .container_format("bare")
        .send()
        .await?;
    println!("created {}", image.id);

    // The file is read while it is sent.
    let file = FileBody::from_path(&path).await?;
    let image = client.ims().upload_image(&image.id, file).send().await?.wait().await?;
    println!("{} is {}", image.name, image.status);
    Ok(())
}
