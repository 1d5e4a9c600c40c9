//! The emulator over real sockets.

mod client;
mod gateway;
mod iam;
mod ims;
mod running;
mod sdrs;
mod sfs;
