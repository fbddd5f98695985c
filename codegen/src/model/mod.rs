//! The checked meaning of a spec: every name looked up, every default filled in, every type known.
//! No YAML, no token streams and no I/O may live here; every output of kpg reads this and nothing else. This file
//! defines nothing: its parts import each other in one direction, and readers find all of them here.

mod answer;
mod authenticity;
mod browser_form;
mod cipher;
mod common;
mod credential;
mod decimal;
mod documentation;
mod enumeration;
mod envelope;
mod example;
mod expression;
mod field;
mod follow_up;
mod following;
mod good_request;
mod host;
mod ids;
mod inputs;
mod kind;
mod limits;
mod name;
mod need;
mod notification;
mod opening;
mod operation;
mod path;
mod place;
mod presence;
mod random;
mod record;
mod request;
pub(crate) mod reserved;
mod rule;
mod rules;
mod sample;
mod session;
mod shared_address;
mod siblings;
mod stored;
mod structure;
mod text_shape;
mod vendor;
mod wrapping;

pub use answer::{
    Answer, Code, CodeKind, CodeSet, Condition, Fault, Format, NOTED, OtherCodes, Pending,
    ResultCode, Test,
};
pub use authenticity::{Authenticity, Proof, ProofPlace};
pub use browser_form::BrowserForm;
pub use cipher::{Cipher, Key, KeyPart, KeySource, KeyText, KeyUnit, Mode};
pub use common::Common;
pub use credential::{Credential, Secrecy};
pub use decimal::{Decimal, DecimalLimits};
pub use documentation::{Citation, Correction, Document, Label, LeftOut, OneMessage, Quirk};
pub use enumeration::{Choice, Enumeration};
pub use envelope::{Envelope, Holder, Sealed};
pub use example::{
    Example, ExampleSource, ExampleSupply, ExampleValue, Examples, ExpectedAnswer, ExpectedRequest,
    NoticeExample,
};
pub use expression::{
    Computed, Expression, Received, Selection, Sent, SentMember, Stage, TimeFormat, TimePart,
    Value, ValueType, declared_value,
};
pub use field::{AnswerField, Facts, Field, Items, Members, Part, Placed, Source};
pub use follow_up::{FollowUp, GivenField, GivenValue, Inquiry, Next, Standing};
pub use following::Lacks;
pub use good_request::{good_item, good_request, good_stored, smallest_item, smallest_request};
pub use host::{Address, Environment, NamedAddress, SentTo, Target};
pub use ids::{
    CipherId, CodeSetId, CredentialId, EnumerationId, HostId, OperationId, OptionId, RecordId,
    SessionId,
};
pub use inputs::{Hides, Uses};
pub use kind::{Basis, Content, Kind, Layout, Nested};
pub use limits::{Characters, Count, Length};
pub use name::{Name, NameProblem, snake_case};
pub use notification::{
    Acknowledgement, ConditionalMember, Freshness, Identity, Network, Notification, Sources,
};
pub use opening::{Opening, ReceivedEnvelope, ReceivedHolder, wrapped_members};
pub use operation::Operation;
pub use path::Path;
pub use place::{FieldRef, Place};
pub use presence::{
    Combination, FieldCondition, FieldTest, GivenAs, Presence, PresenceRules, Wanted, can_both_hold,
};
pub use random::RandomDigits;
pub use record::{Record, RecordMember, RecordRefusal, RecordUse, Tells, ToldMember};
pub use request::Request;
pub use rule::{Rule, Stated, is_real_time, measure};
pub use rules::broken_rule;
pub use sample::{credential_made_of, sample, sample_credential};
pub use session::{Carries, Lifetime, Session, TokenRefusal};
pub use siblings::Siblings;
pub use stored::Stored;
pub use structure::{Structure, StructureOf};
pub(crate) use text_shape::{TextShape, TextShapes};
pub use vendor::{Accounts, ClientOption, OptionChoice, Timeouts, Vendor};

pub use crate::words::{
    Absent, Algorithm, AlgorithmDescription, AnswerOutcome, BodyEncoding, Case, Charset,
    CombinationWord, CommonPart, CommonWord, CredentialKind, Cut, Derivation, Digest, Digesting,
    Effect, EncodingDescription, Encryption, Escape, Escaping, Function, HeaderCase, Input,
    KeyForm, LengthUnit, Mac, Method, ModeWord, Need, NoticeOutcome, Operand, Output, RecordEffect,
    RecordFact, RecordProblem, RecordState, Repeat, Replacement, Reports, Signature, Step,
    StepDescription, TextEncoding, Zone,
};
pub use wrapping::Wrapping;
