//! Bodies that are files.

use std::{io, path::Path, sync::Arc};

use futures_util::{TryFutureExt as _, stream};
use huaweicloud_core::{Body, BoxError, ByteStream, Bytes, Error, ErrorKind, StreamFactory};
use tokio::{
    fs::{self, File},
    io::{AsyncReadExt as _, Take},
};

/// Bytes that are read at once.
const PIECE: u64 = 64 * 1024;

/// The body of a request that is a file, read piece by piece as it is sent.
///
/// Whatever takes `impl Into<Body>` takes it. The file is opened and read from its beginning for
/// every attempt, so that a request can be repeated, and must not change until the call is done.
/// Never more or fewer bytes are sent than the file had when the body was made: if it is shorter by
/// then, or gone, the request breaks off; what was appended stays unsent.
///
/// There is no limit of time unless one is set: the 60 seconds that an attempt may usually take do
/// not hold for streams, of which this is one. Set one with
/// [`CallOptions::attempt_timeout`](crate::CallOptions::attempt_timeout) or
/// [`CallOptions::timeout`](crate::CallOptions::timeout).
///
/// ```no_run
/// use huaweicloud_runtime::{Call, Client, FileBody};
/// # use huaweicloud_core::{Body, Error, Operation};
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
    /// A body of the file that is there now. Its length is read, and that it can be opened is
    /// tried; its bytes are read when they are sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`] if there is no such file, it may not be read, or it is
    /// something without a length, such as a directory, a pipe or a device.
    pub async fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let refused = |message: String| Error::new(ErrorKind::Invalid).message(message);
        let unreadable = |error| refused(cannot("open", path, &error)).build();
        // Asked first, since opening a pipe waits for who writes to it.
        let metadata = fs::metadata(path).await.map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(refused(format!("`{}` is no regular file", path.display()))
                .remedy("give a `StreamFactory` for what has no length")
                .build());
        }
        let metadata = async { File::open(path).await?.metadata().await };
        let len = metadata.await.map_err(unreadable)?.len();
        Ok(Self { path: path.into(), len })
    }

    /// The number of bytes that are sent: the length of the file when the body was made.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl From<FileBody> for Body {
    fn from(file: FileBody) -> Self {
        StreamFactory::new(Some(file.len), move || open(file.clone())).into()
    }
}

/// The bytes of the file, which is opened when the first of them are asked for.
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

/// The next bytes; `None` when all have been read.
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
