//! What rustc says of emitted code: that it compiles whatever a spec names, and what a change of a spec breaks.

mod cargo;
mod changes;
mod hostile_names;
mod names;
