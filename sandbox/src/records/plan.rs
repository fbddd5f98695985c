//! What a request does with records: whether they let it, what becomes of them, and what the answer tells.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kpg_codegen::model::{
    AnswerField, Enumeration, Operation, Path, Pending, Place, Record, RecordEffect, RecordMember,
    RecordProblem, RecordUse, Vendor,
};

use super::amount::Amount;
use super::held::{Held, Told};
use super::kept::Records;
use super::violation::{Violation, called};
use crate::received::Received;

/// Makes the text of a member that the vendor makes up, other than every text before.
type Fresh<'f> = dyn Fn(&AnswerField, &[Enumeration]) -> String + 'f;

/// A good request.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub vendor: &'a Vendor,
    pub operation: &'a Operation,
    pub received: &'a Received,
    pub fresh: &'a Fresh<'a>,
}

/// What becomes of the records when the request is carried out.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    changes: Vec<Change>,
    /// What the vendor makes up for new records.
    made: Told,
    /// What whoever calls should know.
    pub notes: Vec<String>,
}

/// What becomes of one record.
#[derive(Debug)]
struct Change {
    /// Nothing for a new one.
    number: Option<u64>,
    effect: RecordEffect,
    before: Option<Held>,
    after: Held,
    /// Members that tell nothing of it here.
    untold: Vec<Path>,
}

/// What a request does, or why the records do not let it.
pub(crate) fn plan(records: &Records, asked: Asked<'_>) -> Result<Plan, Vec<Violation>> {
    let mut plan = Plan::default();
    let mut violations = Vec::new();
    for one in &asked.operation.records {
        let Some(record) = asked.vendor.records.get(one.record.0) else {
            continue;
        };
        let at_hand = AtHand {
            records,
            asked,
            one,
            record,
        };
        let done = match one.effect {
            RecordEffect::Creates => at_hand.create(&mut plan),
            RecordEffect::Spends
            | RecordEffect::Uses
            | RecordEffect::Ends
            | RecordEffect::Reads => at_hand.change(&mut plan),
        };
        violations.extend(done.err());
    }
    match violations.is_empty() {
        true => Ok(plan),
        false => Err(violations),
    }
}

impl Plan {
    /// The vendor accepts the request and does not finish it yet.
    pub fn pend(&mut self) {
        for change in &mut self.changes {
            change.after.pending |=
                matches!(change.effect, RecordEffect::Creates | RecordEffect::Spends);
        }
    }

    /// What the answer tells: of what is asked about as it was before, of the rest as it is then.
    pub fn answer_members(&self, vendor: &Vendor, operation: &Operation) -> Told {
        let mut told = self.made.clone();
        for change in &self.changes {
            let held = match change.effect {
                RecordEffect::Reads => change.before.as_ref().unwrap_or(&change.after),
                RecordEffect::Creates
                | RecordEffect::Spends
                | RecordEffect::Uses
                | RecordEffect::Ends => &change.after,
            };
            if let Some(record) = vendor.records.get(held.record.0) {
                let members = held.answer_members(vendor, record, operation).into_iter();
                told.extend(members.filter(|(path, _)| !change.untold.contains(path)));
            }
        }
        told
    }

    /// The vendor carries the request out.
    pub fn carry_out(self, records: &mut Records) {
        for change in self.changes {
            match change.number {
                Some(number) => records.update(number, change.after),
                None => records.add(change.after),
            }
        }
    }
}

/// One thing that a request does with a record.
#[derive(Clone, Copy)]
struct AtHand<'a> {
    records: &'a Records,
    asked: Asked<'a>,
    one: &'a RecordUse,
    record: &'a Record,
}

impl<'a> AtHand<'a> {
    fn create(self, plan: &mut Plan) -> Result<(), Violation> {
        let mut held = Held::new(self.one.record, BTreeMap::new());
        let mut number = None;
        for (name, member) in &self.one.keys {
            let text = match member {
                RecordMember::Sent(_) => {
                    let Some(text) = self.sent(member) else {
                        let known = self.known(member);
                        let name = name.snake();
                        if let (Some(text), false) = (known, held.keys.contains_key(name)) {
                            held.keys.insert(name.to_owned(), text.to_owned());
                        }
                        continue;
                    };
                    if let Some((found, known)) = self.taken(name.snake(), text) {
                        let is_prepared = known.prepared && number.is_none_or(|one| one == found);
                        if !is_prepared {
                            let called = called(self.record);
                            let text = format!("there is a {called} with this value already");
                            return Err(self.refused(RecordProblem::Repeated, member, text));
                        }
                        (number, held) = (Some(found), known.clone());
                    }
                    text.to_owned()
                }
                RecordMember::Answered(path) => {
                    let Some(text) = self.made(name.snake(), path) else {
                        continue;
                    };
                    plan.made.push((path.clone(), Some(text.clone())));
                    text
                }
            };
            held.keys.insert(name.snake().to_owned(), text);
        }
        let amount = self.amount(self.one.amount.as_ref());
        // What the request does not show says nothing against what was prepared.
        let asked = self.one.amount.as_ref();
        let asked = asked.and_then(|member| Some((member, Amount::parse(self.sent(member)?)?)));
        if let (Some(prepared), Some((member, asked))) = (held.amount, asked)
            && prepared != asked
        {
            let text = format!("it was prepared with {prepared}, not with {asked}");
            return Err(self.refused(RecordProblem::Differs, member, text));
        }
        let is_never_done = matches!(self.asked.operation.answer.pending, Pending::Always(_));
        plan.changes.push(Change {
            number,
            effect: self.one.effect,
            before: None,
            untold: self.one.untold.clone(),
            after: Held {
                amount: held.amount.or(amount),
                pending: self.one.pending || is_never_done,
                prepared: false,
                ..held
            },
        });
        Ok(())
    }

    /// The record that has a key already. What was ended needs its keys no more.
    fn taken(self, key: &str, text: &str) -> Option<(u64, &'a Held)> {
        let found = self.records.find(self.one.record, key, text);
        found.filter(|(_, held)| !held.ended)
    }

    /// A text that no record has yet.
    fn made(self, key: &str, path: &Path) -> Option<String> {
        /// Of random texts, few are the same; a member of one digit has no more than ten.
        const ATTEMPTS: usize = 50;
        let mut fields = self.asked.operation.answer.fields.iter();
        let field = fields.find(|field| field.path == *path)?;
        let mut made = (self.asked.fresh)(field, &self.asked.vendor.enumerations);
        for _ in 0..ATTEMPTS {
            if self.records.find(self.one.record, key, &made).is_none() {
                break;
            }
            made = (self.asked.fresh)(field, &self.asked.vendor.enumerations);
        }
        Some(made)
    }

    fn change(self, plan: &mut Plan) -> Result<(), Violation> {
        let given = self.given();
        let Some((name, member, text)) = given.first().copied() else {
            // Nothing says which record it is about.
            return Ok(());
        };
        let found = self.records.find(self.one.record, name, text);
        let (number, before) = match found {
            Some((number, held)) if self.agrees(held, &given) => (Some(number), held.clone()),
            Some(_) => return Err(self.unknown(member)),
            None => (None, self.made_elsewhere(&given, plan)?),
        };
        let after = match self.one.effect {
            RecordEffect::Spends => self.spent(&before, member)?,
            RecordEffect::Ends => Held {
                ended: true,
                ..self.alive(&before, member)?
            },
            RecordEffect::Uses => self.alive(&before, member)?,
            // What was pending is settled once somebody has asked about it.
            RecordEffect::Reads | RecordEffect::Creates => Held {
                pending: false,
                ..before.clone()
            },
        };
        plan.changes.push(Change {
            number,
            effect: self.one.effect,
            before: Some(before),
            after,
            untold: self.one.untold.clone(),
        });
        Ok(())
    }

    /// The keys that the request has, each with its member.
    fn given(self) -> Vec<(&'a str, &'a RecordMember, &'a str)> {
        let keys = self.one.keys.iter();
        let given = keys.filter_map(|(name, member)| {
            let text = self.known(member)?;
            Some((name.snake(), member, text))
        });
        given.collect()
    }

    fn agrees(self, held: &Held, given: &[(&str, &RecordMember, &str)]) -> bool {
        given.iter().all(|(name, _, text)| {
            let known = held.keys.get(*name);
            known.is_none_or(|known| known == text)
        })
    }

    /// A record that no operation has made, where there are such.
    fn made_elsewhere(
        self,
        given: &[(&str, &RecordMember, &str)],
        plan: &mut Plan,
    ) -> Result<Held, Violation> {
        let first = given.first().map(|(_, member, _)| *member);
        if self.record.elsewhere.is_none()
            && let Some(member) = first
        {
            return Err(self.unknown(member));
        }
        let keys = given.iter();
        let keys = keys.map(|(name, _, text)| ((*name).to_owned(), (*text).to_owned()));
        let mut held = Held::new(self.one.record, keys.collect());
        if self.one.effect == RecordEffect::Spends {
            let told = |member: &Option<RecordMember>| self.amount(member.as_ref());
            let amount = told(&self.one.amount);
            let with_rest = || Some(amount?.plus(told(&self.one.leaves)?));
            let whole = || amount.filter(|_| self.one.all);
            held.amount = told(&self.one.left).or_else(with_rest).or_else(whole);
        }
        let subject = first.map_or("", |member| self.wire(member));
        plan.notes.push(format!(
            "`{subject}`: no {called} was made here with this value; it is taken for one that was made elsewhere",
            called = called(self.record)
        ));
        Ok(held)
    }

    fn alive(self, held: &Held, member: &RecordMember) -> Result<Held, Violation> {
        if held.ended {
            let text = format!("this {} was ended before", called(self.record));
            return Err(self.refused(RecordProblem::Ended, member, text));
        }
        Ok(held.clone())
    }

    /// What is left once something is taken away.
    fn spent(self, before: &Held, member: &RecordMember) -> Result<Held, Violation> {
        let before = self.alive(before, member)?;
        let name = called(self.record);
        if before.is_spent() {
            let text = format!("nothing of this {name} is left: all was taken away before");
            return Err(self.refused(RecordProblem::Spent, member, text));
        }
        let at = self.one.amount.as_ref().unwrap_or(member);
        let asked = self.amount(self.one.amount.as_ref());
        let left = before.left();
        if let (Some(asked), Some(left)) = (asked, left)
            && asked > left
        {
            let text = format!("{asked} is more than the {left} left of this {name}");
            return Err(self.refused(RecordProblem::Exceeded, at, text));
        }
        if let Some((at, text)) = self.differs(&before, at) {
            return Err(self.refused(RecordProblem::Differs, at, text));
        }
        let taken = asked.or(left);
        Ok(Held {
            taken: before.taken.plus(taken.unwrap_or_default()),
            taken_at: Some(Timestamp::now()),
            all_taken: before.all_taken || taken.is_none(),
            ..before
        })
    }

    /// What the request says otherwise of the amount, and in which member.
    fn differs(self, before: &Held, at: &'a RecordMember) -> Option<(&'a RecordMember, String)> {
        let name = called(self.record);
        if self.one.all && before.taken_at.is_some() {
            let text = format!(
                "something of this {name} was taken away before, and this takes it as a whole"
            );
            return Some((at, text));
        }
        let (left, asked) = (before.left()?, self.amount(self.one.amount.as_ref()));
        if let Some(asked) = asked.filter(|asked| self.one.all && *asked != left) {
            return Some((at, format!("{asked} is not the {left} of this {name}")));
        }
        let rest = left.minus(asked.unwrap_or(left)).unwrap_or_default();
        let said = [
            (self.one.left.as_ref(), left, "now"),
            (self.one.leaves.as_ref(), rest, "then"),
        ];
        said.into_iter().find_map(|(member, right, when)| {
            let member = member?;
            let said = self.amount(Some(member)).filter(|said| *said != right)?;
            Some((
                member,
                format!("{right} is left of this {name} {when}, not {said}"),
            ))
        })
    }

    fn unknown(self, member: &RecordMember) -> Violation {
        let text = format!("there is no {} with this value", called(self.record));
        self.refused(RecordProblem::Unknown, member, text)
    }

    fn refused(self, problem: RecordProblem, member: &RecordMember, text: String) -> Violation {
        let place = (self.asked.vendor, self.asked.operation);
        Violation::new(place, self.record, problem, (self.wire(member), text))
    }

    fn amount(self, member: Option<&RecordMember>) -> Option<Amount> {
        Amount::parse(self.known(member?)?)
    }

    /// The text of a member of the request.
    fn sent(self, member: &RecordMember) -> Option<&'a str> {
        match member {
            RecordMember::Sent(at) => self.asked.received.text(*at),
            RecordMember::Answered(_) => None,
        }
    }

    /// The text of a member of the request. Of an input, which no request shows, the vendor knows the example.
    fn known(self, member: &RecordMember) -> Option<&'a str> {
        let RecordMember::Sent(at) = member else {
            return None;
        };
        let field = self.asked.operation.field(*at);
        let input = field.filter(|_| at.place == Place::Input);
        let example = || input?.facts.example.as_deref();
        self.sent(member).or_else(example)
    }

    fn wire(self, member: &RecordMember) -> &'a str {
        match member {
            RecordMember::Sent(at) => {
                let field = self.asked.operation.field(*at);
                field.map_or("", |field| field.wire.as_str())
            }
            RecordMember::Answered(_) => "",
        }
    }
}
