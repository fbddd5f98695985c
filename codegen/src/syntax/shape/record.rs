//! Records: what a vendor remembers between calls, and what operations do with it.

use super::ValueShape::{
    Flag, MapOf, Mapping, OneOf, OneOrMore, Prose, Refers, Text, Words, Written,
};
use super::field::{EN, KO, LABELLED};
use super::notation::NAME;
use super::table::keys;
use super::{Declared, Key, Rule, Shape, key};
use crate::words::{RecordEffect, RecordFact, RecordProblem, RecordState};

pub(crate) static RECORD: Shape = Shape {
    name: "record",
    doc: "Something that the vendor remembers between calls, such as payments. Clients know nothing of it.",
    keys: &[
        KO,
        EN,
        key(
            "keys",
            "By what one is found, in names of your own: each value is that of one record only.",
            OneOrMore(&Written(&NAME)),
        )
        .required()
        .example("tid"),
        key(
            "elsewhere",
            "Where such records are made that no operation of the spec makes, in words. The sandbox then takes an unknown \
             key for that of such a record, and says so. Without it, it refuses unknown keys.",
            Prose,
        )
        .example("The buyer pays in the payment window."),
        key(
            "refused",
            "The result codes with which the vendor refuses. Without one, the sandbox refuses with a code of its own.",
            Mapping(&RECORD_REFUSALS),
        ),
        key(
            "told",
            "Members of answers, each with what it tells of the record: a name of `keys`, a fact, or its values by the \
             states of the record. Every operation tells it that does something with the record and has the member.",
            MapOf(&OneOf(&[
                Words(RecordFact::WORDS),
                Text,
                Mapping(&RECORD_STATES),
            ])),
        ),
    ],
    rules: &[LABELLED],
};

static REFUSAL_KEYS: [Key; RecordProblem::WORDS.len()] =
    keys(RecordProblem::WORDS, OneOrMore(&Text), Some("\"2013\""));

pub(crate) static RECORD_REFUSALS: Shape = Shape {
    name: "record_refusals",
    doc: "Result codes by the reasons for which a request is refused; of several, an operation has the first that it \
          knows.",
    keys: &REFUSAL_KEYS,
    rules: &[],
};

static STATE_KEYS: [Key; RecordState::WORDS.len()] = keys(RecordState::WORDS, Text, Some("PAID"));

pub(crate) static RECORD_STATES: Shape = Shape {
    name: "record_states",
    doc: "The values of a member by the states of a record.",
    keys: &STATE_KEYS,
    rules: &[],
};

/// What an operation does with the record that the key names.
#[allow(
    clippy::indexing_slicing,
    reason = "it is evaluated when kpg itself is compiled; an index that is wrong does not compile"
)]
const fn effect(effect: RecordEffect) -> Key {
    let word = RecordEffect::WORDS[effect as usize];
    key(word.name, word.doc, Refers(Declared::RECORDS)).example("payment")
}

pub(crate) static RECORD_USE: Shape = Shape {
    name: "record_use",
    doc: "What an operation does with something that the vendor remembers.",
    keys: &[
        effect(RecordEffect::Creates),
        effect(RecordEffect::Spends),
        effect(RecordEffect::Uses),
        effect(RecordEffect::Ends),
        effect(RecordEffect::Reads),
        key(
            "keys",
            "Names of the record's `keys`, each with the member that holds its value: of the request, or, where the \
             operation creates and the request has none, of the answer.",
            MapOf(&Text),
        )
        .required(),
        key(
            "amount",
            "The member of the request that holds the amount with which a record is created, or which is taken away.",
            Text,
        )
        .example("cancelAmt"),
        key(
            "left",
            "The member of the request that says what is left before. Another number is refused.",
            Text,
        )
        .example("rem_mny"),
        key(
            "leaves",
            "The member of the request that says what will be left. Another number is refused.",
            Text,
        )
        .example("confirmPrice"),
        key(
            "untold",
            "Members of its answer that tell something else here than `told` says, such as the ID of the cancel.",
            OneOrMore(&Text),
        )
        .example("tid"),
        key(
            "made",
            "Members with keys that the vendor makes although the request has members of those names, with other values.",
            OneOrMore(&Text),
        )
        .example("P_TID"),
        key(
            "all",
            "Whether it takes away the whole amount: it is refused where something was taken away before.",
            Flag,
        ),
        key(
            "pending",
            "Whether what it creates is pending at first, until the vendor settles it.",
            Flag,
        ),
    ],
    rules: &[
        Rule::OneOf(&["creates", "spends", "uses", "ends", "reads"]),
        Rule::Needs("leaves", "amount"),
    ],
};
