//! The spaces of messages that are searched, the likely ones first, as jobs for threads.

use std::collections::BTreeSet;

use super::alternative::{self, Change, changes, changes_of_secrets, charsets};
use super::finish::{self, Finish};
use super::job::{Job, Orders};
use super::order::{Permutations, TableOrder};
use super::question::{Given, Role};
use super::recipe::{Operand, Style};
use super::style;

/// A kind of message that was or was not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Values in the order of the table, by name or backwards, with secrets anywhere.
    Tables,
    /// Values in every order, joined as most vendors join them.
    FrequentPermutations,
    /// As tables, with texts that were changed before: escaped, in another case, hashed.
    Changed,
    /// As tables, with a digest inside another digest.
    Nested,
    /// Values in every order, joined in every way.
    Permutations,
    /// Values in every order, with secrets that were hashed before.
    PermutationsOfHashed,
}

impl Space {
    /// All, the likely ones first.
    pub const ALL: [Self; 6] = [
        Self::Tables,
        Self::FrequentPermutations,
        Self::Changed,
        Self::Nested,
        Self::Permutations,
        Self::PermutationsOfHashed,
    ];

    /// What it is, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Tables => "the order given, by name and backwards, with secrets at any place",
            Self::FrequentPermutations => "every order, joined as most vendors do",
            Self::Changed => {
                "the order given, by name and backwards, with values escaped, in another case, without separators, or hashed"
            }
            Self::Nested => "the order given, by name and backwards, with a digest of a digest",
            Self::Permutations => "every order, joined in every known way",
            Self::PermutationsOfHashed => "every order, with secrets that are hashed first",
        }
    }

    /// What can be done to its messages, to come to so many bytes.
    pub(super) fn finishes(self, length: usize, values: &[Given]) -> Vec<Finish> {
        match self {
            Self::Tables | Self::Changed => {
                finish::direct(length, &alternative::all_keys(values), values)
            }
            Self::Nested => finish::nested(length, &alternative::keys(values), values),
            Self::FrequentPermutations | Self::Permutations | Self::PermutationsOfHashed => {
                finish::direct(length, &alternative::keys(values), values)
            }
        }
    }

    pub(super) fn jobs(self, values: &[Given]) -> Vec<Job> {
        let plain: Vec<Operand> = (0..values.len()).map(Operand::as_given).collect();
        let tables: Vec<Orders> = table_orders(values)
            .into_iter()
            .map(Orders::Table)
            .collect();
        let (joined, frequent) = (style::joined(), style::frequent());
        match self {
            Self::Tables => {
                let styles: Vec<Style> = joined.into_iter().chain(style::json()).collect();
                jobs(values, &styles, &[plain], &tables)
            }
            Self::Nested => jobs(values, &frequent, &[plain], &tables),
            Self::Changed => {
                let mut all = jobs(values, &joined, &changed_together(values), &tables);
                all.extend(jobs(values, &frequent, &changed_alone(values), &tables));
                all
            }
            Self::FrequentPermutations => jobs(values, &frequent, &[plain], &permutations(values)),
            Self::Permutations => jobs(values, &joined, &[plain], &permutations(values)),
            Self::PermutationsOfHashed => {
                let hashed = changes_of_secrets();
                let hashed = hashed
                    .iter()
                    .filter_map(|change| to_all(change, Role::Secret, values));
                let hashed: Vec<_> = hashed.collect();
                jobs(values, &frequent, &hashed, &permutations(values))
            }
        }
    }
}

fn jobs(
    values: &[Given],
    styles: &[Style],
    operands: &[Vec<Operand>],
    orders: &[Orders],
) -> Vec<Job> {
    let mut jobs = Vec::new();
    for style in styles {
        for operands in operands {
            for orders in orders {
                jobs.extend(charsets(values).iter().map(|charset| Job {
                    style: style.clone(),
                    charset: *charset,
                    operands: operands.clone(),
                    orders: orders.clone(),
                }));
            }
        }
    }
    jobs
}

/// The order that was given, by name, and each of them backwards.
fn table_orders(values: &[Given]) -> Vec<TableOrder> {
    let is_secret = |position: &usize| {
        let value = values.get(*position);
        value.is_some_and(|value| value.role == Role::Secret)
    };
    let (secrets, given): (Vec<_>, Vec<_>) = (0..values.len()).partition(is_secret);
    let mut by_name = given.clone();
    by_name.sort_by_key(|position| values.get(*position).map(|value| &value.name));
    let backwards = |order: &[usize]| order.iter().rev().copied().collect::<Vec<_>>();
    let orders = [backwards(&given), backwards(&by_name)];
    let mut known = BTreeSet::new();
    let orders = [given, by_name].into_iter().chain(orders);
    let orders = orders.filter(|order| known.insert(order.clone()));
    let orders = orders.map(|open| TableOrder {
        open,
        secrets: secrets.clone(),
    });
    orders.collect()
}

/// All orders, the short ones first.
fn permutations(values: &[Given]) -> Vec<Orders> {
    let count = values.len();
    let lengths = 1..=count;
    let orders = lengths.flat_map(|length| {
        (0..count).map(move |first| {
            Orders::All(Permutations {
                values: count,
                length,
                first,
            })
        })
    });
    orders.collect()
}

/// Every change of all secrets, and of all other values.
fn changed_together(values: &[Given]) -> Vec<Vec<Operand>> {
    let of_secrets = changes_of_secrets();
    let of_secrets = of_secrets.iter().map(|change| (change, Role::Secret));
    let of_values = changes(values);
    let of_values = of_values.iter().map(|change| (change, Role::Value));
    let all = of_secrets.chain(of_values);
    let all = all.filter_map(|(change, role)| to_all(change, role, values));
    distinct(all.collect(), values)
}

/// Every change of one value.
fn changed_alone(values: &[Given]) -> Vec<Vec<Operand>> {
    let mut found = Vec::new();
    let changes = changes(values);
    let open = values.iter().enumerate();
    for (position, _) in open.filter(|(_, value)| value.role == Role::Value) {
        for operand in changes
            .iter()
            .filter_map(|change| change.of(position, values))
        {
            let mut operands: Vec<Operand> = (0..values.len()).map(Operand::as_given).collect();
            operands.splice(position..=position, [operand]);
            found.push(operands);
        }
    }
    distinct(found, values)
}

fn distinct(mut found: Vec<Vec<Operand>>, values: &[Given]) -> Vec<Vec<Operand>> {
    let mut known = BTreeSet::new();
    found.retain(|operands| {
        let texts = operands.iter().map(|operand| operand.text(values));
        known.insert(texts.collect::<Vec<_>>())
    });
    found
}

/// A change of every value with a role; `None` where it changes none.
fn to_all(change: &Change, role: Role, values: &[Given]) -> Option<Vec<Operand>> {
    let mut changes = 0;
    let operands = values.iter().enumerate().map(|(position, value)| {
        let changed = change.of(position, values).filter(|_| value.role == role);
        changes += usize::from(changed.is_some());
        changed.unwrap_or_else(|| Operand::as_given(position))
    });
    let operands = operands.collect();
    (changes > 0).then_some(operands)
}
