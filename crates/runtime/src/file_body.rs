//! Bodies from files.

use std::{io, path::Path, sync::Arc};

use futures_util::{TryFutureExt as _, stream};
use huaweicloud_core::{Body, BoxError, ByteStream, Bytes, Error, ErrorKind, StreamFactory};
use tokio::{
    fs::{self, File},
    io::{AsyncReadExt as _, Take},
};

/// The number of bytes per read.
const PIECE: u64 = 64 * 1024;

/// A request body from a file, which is read in chunks while it is sent.
///
/// Can be used wherever `impl Into<Body>` is accepted. For every attempt, the file is opened and
/// read from the start, so that a request can be repeated. Do not change the file during the call:
/// exactly as many bytes are sent as the file had when the body was made. If the file is shorter by
/// then, or was deleted, the request is aborted; appended bytes are not sent.
///
/// There is no time limit by default: the limit of 60 seconds per attempt does not apply to
/// streams, which include files. Set one with
/// [`CallOptions::attempt_timeout`](crate::CallOptions::attempt_timeout) or
/// [`CallOptions::timeout`](crate::CallOptions::timeout).
///
/// ```no_run
/// # mod huaweicloud { pub use huaweicloud_core::*; pub use huaweicloud_runtime::*; }
/// # use huaweicloud::{Body, Client, Error, Operation};
/// use huaweicloud::FileBody;
/// # async fn example<O: Operation>(client: Client, upload: fn(Body) -> O) -> Result<(), Error> {
///
/// let file = FileBody::from_path("images/web-server.qcow2").await?;
/// println!("{} bytes", file.len());
/// client.call(upload(file.into())).send().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct FileBody {
    path: Arc<Path>,
    len: u64,
}

impl FileBody {
    /// Creates a body from an existing file.
    ///
    /// This opens the file and reads its length, but not its contents.
    ///
    /// # Errors
    ///
    /// Returns [`ErrorKind::Invalid`] if the file does not exist, cannot be read, or is not a
    /// regular file, such as a directory, a pipe or a device.
    pub async fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let refused = |message: String| Error::new(ErrorKind::Invalid).message(message);
        let unreadable = |error| refused(cannot("open", path, &error)).build();
        // The type is checked first, since opening a pipe waits for a writer.
        let metadata = fs::metadata(path).await.map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(refused(format!("`{}` is not a regular file", path.display()))
                .remedy("use a `StreamFactory` for bodies of unknown length")
                .build());
        }
        let metadata = async { File::open(path).await?.metadata().await };
        let len = metadata.await.map_err(unreadable)?.len();
        Ok(Self { path: path.into(), len })
    }

    /// Returns the number of bytes that are sent: the length of the file when the body was made.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether the file was empty when the body was made.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl From<FileBody> for Body {
    fn from(file: FileBody) -> Self {
        StreamFactory::new(Some(file.len), move || open(file.clone())).into()
    }
}

/// Returns the contents of the file, which is opened when the first chunk is requested.
fn open(file: FileBody) -> ByteStream {
    let pieces = async move {
        let opened = File::open(&file.path).await;
        let rest = opened.map_err(|error| broken("open", &file.path, &error))?.take(file.len);
        Ok(stream::try_unfold((file, rest), |(file, mut rest)| async {
            let piece = next(&file, &mut rest).await?;
            Ok(piece.map(|piece| (piece, (file, rest))))
        }))
    };
    ByteStream::new(pieces.try_flatten_stream())
}

/// Reads the next chunk; `None` at the end.
async fn next(file: &FileBody, rest: &mut Take<File>) -> Result<Option<Bytes>, BoxError> {
    let left = rest.limit();
    if left == 0 {
        return Ok(None);
    }
    let mut piece = Vec::with_capacity(left.min(PIECE) as usize);
    match rest.read_buf(&mut piece).await {
        Ok(0) => {
            let (path, len) = (file.path.display(), file.len);
            let message = format!("`{path}` was {len} bytes long and is now {}", len - left);
            Err(io::Error::new(io::ErrorKind::UnexpectedEof, message).into())
        }
        Ok(_) => Ok(Some(piece.into())),
        Err(error) => Err(broken("read", &file.path, &error)),
    }
}

fn broken(act: &str, path: &Path, error: &io::Error) -> BoxError {
    io::Error::new(error.kind(), cannot(act, path, error)).into()
}

fn cannot(act: &str, path: &Path, error: &io::Error) -> String {
    format!("cannot {act} `{}`: {error}", path.display())
}
