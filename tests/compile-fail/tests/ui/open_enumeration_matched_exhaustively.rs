//! A vendor adds codes: matching must say what happens then, and nobody can forge an unknown one.
use kpg::welcome::CardType;

fn name(kind: CardType) -> &'static str {
    match kind {
        CardType::Credit => "credit",
        CardType::Debit => "debit",
        CardType::Gift => "gift",
    }
}

fn main() {
    name(CardType::Unknown(kpg::runtime::Unrecognised("forged".into())));
}
