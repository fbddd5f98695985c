//! The client whose calls block is there with a cargo feature, which rustc names.
use kpg::welcome::BlockingClient;

fn cancel_later(_: BlockingClient) {}

fn main() {}
