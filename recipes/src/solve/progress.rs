//! What a search tells while it lasts.

use std::time::Duration;

use super::space::Space;

/// How far a search is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// What is being tried.
    pub space: Space,
    /// How many messages have been tried.
    pub tried: u64,
    /// How long this space has been tried.
    pub elapsed: Duration,
}
