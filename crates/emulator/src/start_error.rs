//! The reason why an emulator does not start.

use std::{fmt, io};

use crate::{SERVICES, SeedError};

/// The reason why an emulator does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The seed is inconsistent.
    Seed(SeedError),
    /// A port is set for a service that is not emulated.
    UnknownService(String),
    /// A port cannot be bound.
    Port {
        /// The name of the service.
        service: &'static str,
        /// The port. 0 stands for any free port.
        port: u16,
        /// The underlying error.
        source: io::Error,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seed(error) => error.fmt(f),
            Self::UnknownService(name) => {
                write!(f, "unknown service `{name}`; the services are {}", SERVICES.join(", "))
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
