//! A vendor adds codes: matching must say what happens then, and nobody can forge an unknown one.
use kpg::bccard::CancelStatus;

fn name(status: CancelStatus) -> &'static str {
    match status {
        CancelStatus::Requested => "requested",
        CancelStatus::Cancelled => "cancelled",
        CancelStatus::Failed => "failed",
    }
}

fn main() {
    name(CancelStatus::Unknown(kpg::runtime::Unrecognised("forged".into())));
}
