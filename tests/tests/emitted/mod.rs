//! What rustc says of emitted code: that it compiles whatever a spec names, also in a crate that has specs of its own, and
//! what a change of a spec breaks.

mod cargo;
mod changes;
mod hostile_names;
mod names;
mod own_specs;
