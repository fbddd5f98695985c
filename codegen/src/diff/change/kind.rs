//! Every kind of change and its classes, as one table. How changes are found does not belong here.

use super::class::{Rust, Wire};
use crate::model::snake_case;

macro_rules! kinds {
    ($($kind:ident $rust:ident $wire:ident $what:literal)*) => {
        /// What happened between two specs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ChangeKind { $(#[doc = $what] $kind,)* }

        impl ChangeKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// What happened, as part of a sentence.
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
    VendorRenamed Breaking Neither "vendor id changed: the module and the cargo feature are renamed, and identities of notifications begin with the new name"
    EnvironmentAdded Additive Neither "environment added"
    EnvironmentRemoved Breaking Requests "environment removed"
    HostAdded Breaking Neither "host added"
    HostRemoved Breaking Requests "host removed"
    AddressChanged None Requests "base address changed"
    TimeoutShortened None Requests "time-out shortened"
    TimeoutLengthened None Neither "time-out lengthened"
    HeaderCaseChanged None Requests "headers are sent in another letter case"
    CredentialAdded Additive Neither "optional credential added"
    CredentialRequired Breaking Requests "credential is now required"
    CredentialNoLongerRequired Additive Neither "credential is no longer required"
    CredentialRemoved Breaking Neither "credential removed"
    CredentialRenamed Breaking Neither "credential renamed"
    CredentialKindChanged Breaking Requests "kind of a credential changed"
    CredentialSecrecyChanged Breaking Neither "secrecy of a credential changed, and with it its type"
    CredentialTightened None Requests "length of a credential tightened"
    CredentialLoosened None Neither "length of a credential loosened"
    BuilderAppeared Breaking Neither "made by a builder instead of `new`"
    BuilderRemoved Breaking Neither "made by `new` instead of a builder"
    AccountsAdded Additive Neither "each account now has a client of its own"
    AccountsRemoved Breaking Neither "accounts removed"
    AccountsChanged Breaking Neither "accounts differ by another enumeration"
    OptionAdded Additive Neither "client option added"
    OptionRemoved Breaking Requests "client option removed"
    OptionRenamed Breaking Neither "client option renamed"
    OptionChoiceAdded Additive Neither "choice of a client option added"
    OptionChoiceRemoved Breaking Requests "choice of a client option removed"
    OptionDefaultChanged None Requests "default of a client option changed"
    CipherChanged None Both "cipher changed"
    TypeAdded Additive Neither "enumeration added"
    TypeRemoved Breaking Neither "enumeration removed"
    TypeRenamed Breaking Neither "enumeration renamed"
    TypeOpened Breaking Answers "enumeration opened: it now keeps unknown values and is no longer `Copy`"
    TypeClosed Breaking Answers "enumeration closed: it no longer has `Unknown`"
    ChoiceAdded Additive Neither "value added to a closed enumeration of requests"
    OpenChoiceAdded Additive Answers "value added to an enumeration of answers, or to an open one: it now arrives with its name"
    ChoiceRemoved Breaking Both "value of an enumeration removed"
    ChoiceRenamed Breaking Neither "value of an enumeration renamed in Rust"
    ChoiceWireChanged None Both "value of an enumeration renamed on the wire"
    CodesAdded Additive Neither "set of result codes added"
    CodesRemoved Breaking Neither "set of result codes removed"
    CodesRenamed Breaking Neither "set of result codes renamed"
    CodeAdded Additive Answers "result code added: it now arrives with its name"
    CodeRemoved Breaking Answers "result code removed"
    CodeRenamed Breaking Neither "result code renamed in Rust"
    CodeWireChanged None Answers "result code renamed on the wire"
    CodeDecisionChanged None Answers "whether the documents say what a result code means has changed"
    SessionAdded Additive Neither "session added"
    SessionRemoved Breaking Neither "session removed"
    SessionRenamed Breaking Neither "session renamed"
    SessionTokenChanged None Both "the token comes from another operation or member"
    SessionLengthened None Requests "token reused for longer"
    SessionShortened None Neither "token fetched more often"
    SessionLifetimeChanged None Both "the lifetime of a token comes from another member of the answer, or now from an answer or the spec"
    SessionRefusalsChanged None Both "result codes or statuses that refuse a token changed"
    OperationAdded Additive Neither "operation added"
    OperationRemoved Breaking Neither "operation removed"
    OperationRenamed Breaking Neither "operation renamed (same method and path)"
    EffectChanged None Answers "a lost answer now means something else"
    MethodChanged None Requests "HTTP method changed"
    HostChanged None Requests "requests go to another host"
    PathChanged None Requests "path or address changed"
    EncodingAdded None Neither "another encoding of the body can be chosen"
    EncodingChanged None Requests "encoding of the body changed"
    CharsetChanged None Requests "charset of the body changed"
    ContentTypeChanged None Requests "content type of the body changed, or is now documented, or no longer"
    EscapingChanged None Requests "names and values of the query or the form are escaped differently"
    EnvelopeChanged None Requests "encryption of the body changed"
    OrderChanged None Requests "order changed of what a recipe uses as it is sent"
    AccountChanged None Requests "belongs to another account"
    SessionChanged None Requests "needs another session, or none"
    FollowUpAdded Additive Neither "follow-up added"
    FollowUpRemoved Breaking Neither "follow-up removed"
    FollowUpChanged Breaking Requests "follow-up is another operation"
    FollowUpFieldsChanged None Requests "follow-up takes other values"
    FollowUpNeedsChanged Breaking Requests "follow-up needs other values from the caller, or no more"
    InquiriesChanged Breaking Requests "more or fewer inquiries are made one after the other"
    StandingAdded Additive Neither "the answer to the inquiry now says what became of a request"
    StandingRemoved Breaking Neither "the answer to the inquiry no longer says what became of a request: that stays unknown"
    StandingChanged None Answers "the answer to the inquiry is read differently"
    NextAdded Additive Neither "refusal now leads to another operation"
    NextRemoved Breaking Neither "refusal no longer leads to another operation"
    NextChanged Breaking Requests "refusal leads to a different operation"
    NextGivenChanged Breaking Requests "the request that a refusal leads to begins with other required fields"
    CorrelationChanged None Neither "another header, or none, traces the request"
    IdentificationChanged None Neither "another field, or none, says in errors and logs what a request is about"
    CommonAdded Additive Neither "the operation does what other vendors do too"
    CommonRemoved Breaking Neither "the operation no longer does what other vendors do too"
    CommonChanged Breaking Requests "other fields take what a merchant gives every vendor"
    IdempotencyChanged None Requests "the request is repeated differently after an unknown outcome"
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
    FieldRequired Breaking Requests "field is now required"
    FieldNoLongerRequired Breaking Neither "field is no longer required: its getter gives an `Option`"
    PresenceTightened None Requests "rule of presence tightened"
    PresenceLoosened None Neither "rule of presence loosened"
    LengthTightened None Requests "length tightened"
    LengthLoosened None Neither "length loosened"
    CountTightened None Requests "number of items tightened"
    CountLoosened None Neither "number of items loosened"
    CharactersTightened None Requests "fewer characters allowed"
    CharactersLoosened None Neither "more characters allowed"
    ValuesTightened None Requests "fewer or other values allowed"
    ValuesLoosened None Neither "more values allowed"
    FormChanged None Requests "written differently in JSON"
    RepeatChanged None Requests "items of a list written differently in a query or a form"
    FieldNowSupplied Breaking Requests "the client now supplies the field, the caller no longer gives it"
    FieldNowGiven Breaking Requests "the caller must now give the field, the client no longer supplies it"
    FieldNowGivenOptionally Additive Requests "the caller can now give the field, the client no longer supplies it"
    SecretValueSent None Requests "the field now sends a value that is made of secrets, or no longer"
    SuppliedValueChanged None Requests "the client supplies another value"
    FieldCipherChanged None Requests "encryption of the field changed"
    SensitivityChanged None Neither "the value is now shown, or no longer shown"
    GivenSensitivityChanged Breaking Neither "the value that callers give is now shown, or no longer shown: its getter gives another type"
    AnswerFormatChanged None Answers "format of what arrives changed"
    AnswerEnvelopeChanged None Answers "encryption of the answer changed"
    AnswerWrappingChanged None Answers "how a member that arrives is decrypted or opened changed"
    ResultCodeMoved None Answers "result code, detailed code or message read from another member"
    CodeKindChanged None Answers "result code is now a number instead of a text, or the reverse"
    SuccessChanged None Answers "condition of success changed"
    PendingChanged None Answers "condition of a pending answer changed"
    RefusedChanged None Answers "condition of refusal changed"
    OtherCodesChanged None Answers "the meaning of codes that no document lists changed"
    CodeStatusChanged None Answers "HTTP status of a result code changed: the code refuses with that status alone"
    VerdictChanged Breaking Answers "whether acceptance is completion has changed: a call returns another type"
    FaultsChanged None Answers "another shape of refusal changed"
    CodesTypeChanged Breaking Answers "result codes are of another set"
    AnswerFieldAdded Additive Neither "member added that may be absent"
    AnswerFieldAddedAlways Additive Answers "member added that must be there"
    AnswerFieldRemoved Breaking Neither "member removed"
    AnswerFieldRenamed Breaking Neither "member renamed in Rust"
    AnswerFieldMoved None Answers "member read from another place"
    AnswerTypeChanged Breaking Answers "member has another Rust type"
    StructChanged Breaking Neither "what arrives becomes a Rust struct of another name"
    AnswerReadingChanged None Answers "member read differently, into the same Rust type"
    AnswerNowOptional Breaking Answers "member may now be absent: it is an `Option`"
    AnswerNowAlways Breaking Answers "member must now be there: it is no longer an `Option`"
    EchoAdded None Answers "member must now repeat a value of the request: an accepted answer with another value becomes unknown"
    EchoRemoved None Answers "member need no longer repeat a value of the request: an answer with another value is accepted"
    EchoChanged None Answers "member must repeat another value of the request"
    FormAdded Additive Neither "form added"
    FormRemoved Breaking Neither "form removed"
    FormRenamed Breaking Neither "form renamed (same path)"
    AnswerProofAdded None Answers "the answer must now prove that it comes from the vendor: one without a right proof becomes unknown"
    AnswerProofRemoved None Answers "the answer need no longer prove that it comes from the vendor: a forged one is accepted"
    AnswerProofChanged None Answers "the proof that the answer comes from the vendor changed"
    NotificationAdded Additive Neither "notification added"
    NotificationRemoved Breaking Neither "notification removed"
    NotificationRenamed Breaking Neither "notification renamed: its identities begin with the new name"
    ProofChanged None Answers "the proof that a notification comes from the vendor changed"
    HeadersNeeded Breaking Neither "the headers of a notification must be given to `receive`: its proof needs them"
    HeadersNoLongerNeeded Breaking Neither "the headers of a notification are no longer given to `receive`"
    StoredNeeded Breaking Neither "the proof of a notification now needs what the merchant stored: `receive` gives what is not proven yet"
    StoredNoLongerNeeded Breaking Neither "the proof of a notification no longer needs what the merchant stored: `receive` proves it"
    FoundByChanged Breaking Neither "the merchant finds what it stored by other members of a notification"
    FreshnessAdded Breaking Answers "a notification must now be recent: `receive` is told when it arrived, and an old one is refused"
    FreshnessRemoved Breaking Answers "a notification need no longer be recent: `receive` is no longer told when it arrived"
    FreshnessChanged None Answers "how old a notification may be changed, or by what it is told"
    AcknowledgementChanged None Requests "acknowledgement changed"
    RejectionAdded Additive Neither "what a notification is answered that was not taken is now documented"
    RejectionRemoved Breaking Neither "what a notification is answered that was not taken is no longer documented"
    RejectionChanged None Requests "what a notification is answered that was not taken changed"
    IdentityAdded Additive Neither "what tells one notification apart from another is now documented"
    IdentityRemoved Breaking Neither "what tells one notification apart from another is no longer documented"
    IdentityChanged None Answers "other members tell one notification apart from another: one that comes again is not known by an identity that was stored before"
    SourcesAdded Additive Neither "addresses from which a notification comes are now documented"
    SourcesRemoved Breaking Neither "addresses from which a notification comes are no longer documented"
    SourcesChanged None Neither "a notification comes from other addresses"
    Label None Neither "label changed"
    Note None Neither "note changed"
    Citation None Neither "source changed"
    Document None Neither "document changed"
    Quirk None Neither "quirk changed"
    LeftOut None Neither "what is left out, or why, changed"
    Example None Neither "example changed"
    Documentation None Neither "documented differently; the client behaves the same"
}

impl ChangeKind {
    /// A stable name, such as `field_added_required`.
    pub fn id(self) -> String {
        snake_case(self.variant())
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
                | Self::Documentation
        )
    }
}
