//! A program of a user who calls an operation that was added.

use huaweicloud::{
    Body, BoxFuture, ByteStream, Client, Credentials, Transport, TransportError, http,
};

/// Prints the request and answers it.
#[derive(Debug)]
struct Print;

impl Transport for Print {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
        println!("{} {}", request.method(), request.uri());
        println!("{}", String::from_utf8_lossy(request.body().as_bytes().unwrap_or_default()));
        let answer = r#"{"disaster_recovery_drill":{"id":"d","name":"b"}}"#;
        let answer = ByteStream::from(answer.as_bytes().to_vec());
        Box::pin(async move { Ok(http::Response::new(answer)) })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), huaweicloud::Error> {
    let client = Client::builder()
        .region("cn-north-4")
        .credentials(Credentials::aksk("ak", "sk"))
        .project_id("p")
        .transport(Print)
        .build()?;
    let drill = client.sdrs().rename_disaster_recovery_drill("d", "b").send().await?;
    println!("{} is called {}", drill.id, drill.name);
    Ok(())
}
