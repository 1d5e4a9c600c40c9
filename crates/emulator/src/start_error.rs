//! Why an emulator does not start.

use std::{fmt, io};

use crate::{SERVICES, SeedError};

/// Why an emulator does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The seed does not fit together.
    Seed(SeedError),
    /// A port was given for a service that is not emulated.
    UnknownService(String),
    /// A port cannot be listened on.
    Port {
        /// The service that was to listen.
        service: &'static str,
        /// The port; 0 is any that is free.
        port: u16,
        /// Why not.
        source: io::Error,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seed(error) => error.fmt(f),
            Self::UnknownService(name) => {
                write!(f, "there is no service `{name}`, only {}", SERVICES.join(", "))
            }
            Self::Port { service, port, source } => {
                write!(f, "{service} cannot listen on port {port}: {source}")
            }
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Port { source, .. } => Some(source),
            Self::Seed(_) | Self::UnknownService(_) => None,
        }
    }
}

impl From<SeedError> for StartError {
    fn from(error: SeedError) -> Self {
        Self::Seed(error)
    }
}
