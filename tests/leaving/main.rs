//! What leaves, and what never does. Every private field of a workspace is filled with marked words; none may be found
//! in a request, a founder's file, a take-away, a report or a partner copy.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test reports by stopping"
)]

mod founders;
mod marked;
mod profiles;
