//! Every kind of change and how it is classed, as one table. How a change is found does not belong here.

use super::class::{Rust, Wire};

macro_rules! kinds {
    ($($kind:ident $rust:ident $wire:ident $what:literal)*) => {
        /// What happened between two specs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ChangeKind { $(#[doc = $what] $kind,)* }

        impl ChangeKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// What happened, in words.
            pub fn what(self) -> &'static str {
                match self { $(Self::$kind => $what,)* }
            }

            /// What it does to Rust code.
            pub fn rust(self) -> Rust {
                match self { $(Self::$kind => Rust::$rust,)* }
            }

            /// What it does on the wire.
            pub fn wire(self) -> Wire {
                match self { $(Self::$kind => Wire::$wire,)* }
            }

            fn variant(self) -> &'static str {
                match self { $(Self::$kind => stringify!($kind),)* }
            }
        }
    };
}

kinds! {
    VendorRenamed Breaking Neither "has another id: module and cargo feature are renamed"
    EnvironmentAdded Additive Neither "environment added"
    EnvironmentRemoved Breaking Requests "environment removed"
    AddressChanged None Requests "other address"
    TimeoutShortened None Requests "shorter wait"
    TimeoutLengthened None Neither "longer wait"
    CredentialAdded Additive Neither "optional credential added"
    CredentialRequired Breaking Requests "credential required now"
    CredentialNoLongerRequired Additive Neither "credential not required any more"
    CredentialRemoved Breaking Neither "credential removed"
    CredentialRenamed Breaking Neither "credential renamed"
    CredentialKindChanged Breaking Requests "credential of another kind"
    CredentialSecrecyChanged Breaking Neither "credential of another secrecy, and so another type"
    CredentialTightened None Requests "length of a credential tightened"
    CredentialLoosened None Neither "length of a credential loosened"
    BuilderAppeared Breaking Neither "made by a builder now, not by `new`"
    BuilderRemoved Breaking Neither "made by `new` now, not by a builder"
    AccountsAdded Additive Neither "one client per account now"
    AccountsRemoved Breaking Neither "no accounts any more"
    AccountsChanged Breaking Neither "accounts by another enumeration"
    OptionAdded Additive Neither "client option added"
    OptionRemoved Breaking Requests "client option removed"
    OptionRenamed Breaking Neither "client option renamed"
    OptionChoiceAdded Additive Neither "choice of a client option added"
    OptionChoiceRemoved Breaking Requests "choice of a client option removed"
    OptionDefaultChanged None Requests "other default of a client option"
    CipherChanged None Both "encrypted otherwise"
    TypeAdded Additive Neither "enumeration added"
    TypeRemoved Breaking Neither "enumeration removed"
    TypeRenamed Breaking Neither "enumeration renamed"
    TypeOpened Breaking Answers "enumeration opened: it keeps unknown values and is not `Copy` any more"
    TypeClosed Breaking Answers "enumeration closed: it has no `Unknown` any more"
    ChoiceAdded Additive Neither "value added to a closed enumeration"
    OpenChoiceAdded Additive Answers "value added to an open enumeration: it arrives with its name now"
    ChoiceRemoved Breaking Both "value of an enumeration removed"
    ChoiceRenamed Breaking Neither "value of an enumeration renamed in Rust"
    ChoiceWireChanged None Both "value of an enumeration written otherwise"
    CodesAdded Additive Neither "set of result codes added"
    CodesRemoved Breaking Neither "set of result codes removed"
    CodesRenamed Breaking Neither "set of result codes renamed"
    CodeAdded Additive Answers "result code added: it arrives with its name now"
    CodeRemoved Breaking Answers "result code removed"
    CodeRenamed Breaking Neither "result code renamed in Rust"
    CodeWireChanged None Answers "result code written otherwise"
    CodeDecisionChanged None Answers "other certainty what a result code means"
    SessionAdded Additive Neither "session added"
    SessionRemoved Breaking Neither "session removed"
    SessionRenamed Breaking Neither "session renamed"
    SessionTokenChanged None Both "token fetched otherwise"
    SessionLengthened None Requests "token reused for longer"
    SessionShortened None Neither "token fetched more often"
    SessionLifetimeTold None Both "how long a token is used is told by its answer, by another member of it, or not any more"
    SessionRefusalsChanged None Both "other result codes or statuses refuse a token"
    OperationAdded Additive Neither "operation added"
    OperationRemoved Breaking Neither "operation removed"
    OperationRenamed Breaking Neither "operation renamed (same method and path)"
    EffectChanged None Answers "a lost answer means something else"
    MethodChanged None Requests "other HTTP method"
    PathChanged None Requests "other path"
    EncodingAdded None Neither "another encoding of the body can be chosen"
    EncodingChanged None Requests "body encoded otherwise"
    CharsetChanged None Requests "body in another charset"
    EnvelopeChanged None Requests "body encrypted otherwise"
    OrderChanged None Requests "other order of what a recipe signs as it is sent"
    AccountChanged None Requests "belongs to another account"
    SessionChanged None Requests "needs another session, or none"
    FollowUpAdded Additive Neither "follow-up added"
    FollowUpRemoved Breaking Neither "follow-up removed"
    FollowUpChanged Breaking Requests "follow-up is another operation"
    FollowUpFieldsChanged None Requests "follow-up takes other values"
    StandingAdded Additive Neither "the answer to the inquiry tells what became of a request"
    StandingRemoved Breaking Neither "the answer to the inquiry does not tell any more: what became of a request stays unknown"
    StandingChanged None Answers "answer to the inquiry is read otherwise"
    NextAdded Additive Neither "refusal leads to another operation now"
    NextRemoved Breaking Neither "refusal leads nowhere any more"
    NextChanged Breaking Requests "refusal leads to another operation than before"
    NextGivenChanged Breaking Requests "request that a refusal leads to is begun with other required fields"
    CorrelationChanged None Neither "traced by another header, or by none"
    IdempotencyChanged None Requests "repeated otherwise after an unknown outcome"
    FieldAddedRequired Breaking Requests "required field added"
    FieldAdded Additive Neither "optional field added"
    FieldAddedConditional Additive Requests "field added that a rule can require"
    FieldAddedSupplied None Requests "field added that the client supplies"
    FieldRemoved Breaking Requests "field removed"
    FieldRemovedSupplied None Requests "field removed that the client supplied"
    FieldRenamed Breaking Neither "field renamed in Rust"
    FieldWireRenamed None Requests "field renamed on the wire"
    FieldMoved None Requests "field sent in another place"
    FieldTypeChanged Breaking Requests "field takes another Rust type"
    FieldRequired Breaking Requests "field required now"
    FieldNoLongerRequired Additive Neither "field not required any more"
    PresenceTightened None Requests "rule of presence tightened"
    PresenceLoosened None Neither "rule of presence loosened"
    LengthTightened None Requests "length tightened"
    LengthLoosened None Neither "length loosened"
    CountTightened None Requests "number of items tightened"
    CountLoosened None Neither "number of items loosened"
    CharactersTightened None Requests "fewer characters allowed"
    CharactersLoosened None Neither "more characters allowed"
    ValuesTightened None Requests "other or fewer values allowed"
    ValuesLoosened None Neither "more values allowed"
    FormChanged None Requests "written otherwise in JSON"
    FieldNowSupplied Breaking Requests "supplied by the client now, not by the caller"
    FieldNowGiven Breaking Requests "required of the caller now, not supplied by the client"
    FieldNowGivenOptionally Additive Requests "given by the caller now, not supplied by the client"
    SuppliedValueChanged None Requests "supplied with another value"
    FieldCipherChanged None Requests "field encrypted otherwise"
    SensitivityChanged None Neither "shown, or not shown, otherwise than before"
    AnswerFormatChanged None Answers "body of what arrives is written otherwise"
    AnswerEnvelopeChanged None Answers "answer encrypted otherwise"
    ResultCodeMoved None Answers "result code or message stands elsewhere"
    CodeKindChanged None Answers "result code written as a number, or as a text"
    SuccessChanged None Answers "other condition of success"
    PendingChanged None Answers "other condition of a pending answer"
    RefusedChanged None Answers "other condition of refusal"
    OtherCodesChanged None Answers "codes that no document lists mean something else"
    CodeStatusChanged None Answers "result code comes with another HTTP status, and refuses with that alone"
    VerdictChanged Breaking Answers "a call gives another type: whether acceptance is completion"
    FaultsChanged None Answers "other shape of refusal"
    CodesTypeChanged Breaking Answers "result codes of another set"
    AnswerFieldAdded Additive Neither "member added that may be absent"
    AnswerFieldAddedAlways Additive Answers "member added that must be there"
    AnswerFieldRemoved Breaking Neither "member removed"
    AnswerFieldRenamed Breaking Neither "member renamed in Rust"
    AnswerFieldMoved None Answers "member read from elsewhere"
    AnswerTypeChanged Breaking Answers "member of another Rust type"
    AnswerReadingChanged None Answers "member read otherwise, as the same Rust type"
    AnswerNowOptional Breaking Answers "member may be absent now: an `Option`"
    AnswerNowAlways Breaking Answers "member must be there now: no `Option`"
    EchoAdded None Answers "member must repeat a value of the request now: an accepted answer with another one becomes unknown"
    EchoRemoved None Answers "member need not repeat the request any more: an answer with another value is accepted"
    EchoChanged None Answers "member must repeat another value of the request"
    NotificationAdded Additive Neither "notification added"
    NotificationRemoved Breaking Neither "notification removed"
    NotificationRenamed Breaking Neither "notification renamed"
    ProofChanged None Answers "proved otherwise to come from the vendor"
    AcknowledgementChanged None Requests "acknowledged otherwise"
    Label None Neither "other label"
    Note None Neither "other note"
    Citation None Neither "other source"
    Document None Neither "other document"
    Quirk None Neither "other quirk"
    LeftOut None Neither "left out otherwise"
    Example None Neither "other example"
    Fact None Neither "documented otherwise; the client does the same"
}

impl ChangeKind {
    /// A stable name, such as `field_added_required`.
    pub fn id(self) -> String {
        let mut id = String::new();
        for letter in self.variant().chars() {
            if letter.is_ascii_uppercase() && !id.is_empty() {
                id.push('_');
            }
            id.push(letter.to_ascii_lowercase());
        }
        id
    }

    /// Whether it changes documentation only.
    pub fn is_documentation(self) -> bool {
        matches!(
            self,
            Self::Label
                | Self::Note
                | Self::Citation
                | Self::Document
                | Self::Quirk
                | Self::LeftOut
                | Self::Example
                | Self::Fact
        )
    }
}
