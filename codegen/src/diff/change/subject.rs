//! Where a change is. How a place is written in words does not belong here.

use crate::model::{Name, Path, Place};

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject<'m> {
    /// The operation, form or notification that it belongs to.
    pub owner: Owner<'m>,
    /// The part of that which changed.
    pub part: SubjectPart<'m>,
}

/// To what a subject belongs. Operations, forms and notifications are called as the new spec calls them; those that
/// only the old spec has, as the old one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner<'m> {
    /// The vendor as a whole.
    Vendor,
    /// An operation.
    Operation(&'m Name),
    /// A form.
    Form(&'m Name),
    /// A notification.
    Notification(&'m Name),
}

/// A part of a spec that can change. Names are those of the new spec; those of parts that only the old spec has, of the
/// old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectPart<'m> {
    /// The vendor itself.
    Vendor,
    /// A document, by its id.
    Document(&'m str),
    /// An environment.
    Environment(&'m Name),
    /// A host.
    Host(&'m Name),
    /// A host of an environment.
    HostOfEnvironment {
        /// The environment.
        environment: &'m Name,
        /// The host.
        host: &'m Name,
    },
    /// All time-outs.
    Timeouts,
    /// One time-out.
    Timeout(Timeout),
    /// All credentials.
    Credentials,
    /// One credential.
    Credential(&'m Name),
    /// The accounts of a merchant.
    Accounts,
    /// A client option.
    ClientOption(&'m Name),
    /// A choice of a client option.
    OptionChoice {
        /// The option.
        option: &'m Name,
        /// The choice.
        choice: &'m Name,
    },
    /// A cipher.
    Cipher(&'m Name),
    /// An enumeration.
    Enumeration(&'m Name),
    /// A value of an enumeration.
    EnumerationValue {
        /// The enumeration.
        enumeration: &'m Name,
        /// The value, as it goes on the wire.
        wire: &'m str,
    },
    /// A set of result codes.
    CodeSet(&'m Name),
    /// A result code.
    Code {
        /// The set that it is in.
        set: &'m Name,
        /// The code, as it goes on the wire.
        wire: &'m str,
    },
    /// A session.
    Session(&'m Name),
    /// A record.
    Record(&'m Name),
    /// A documented operation that the spec leaves out.
    NotCovered(&'m str),
    /// The operation itself.
    Operation,
    /// A documented field that the operation leaves out.
    LeftOut(&'m str),
    /// The request as a whole.
    Request,
    /// All fields of one place.
    Fields(Place),
    /// One field.
    Field {
        /// Where it is sent.
        place: Place,
        /// Its wire name, after those of the lists that it is in.
        path: Vec<&'m str>,
    },
    /// A computed value.
    ComputedValue(&'m Name),
    /// The inquiry after a request.
    Inquiry,
    /// How the answer to the inquiry is read.
    Standing,
    /// The request that takes another one back.
    NetCancel,
    /// Where the refusal with this result code leads.
    Next(&'m str),
    /// The answer as a whole.
    Answer,
    /// The member of the answer that holds the result code.
    ResultCode(&'m Path),
    /// Another shape of refusal.
    Fault(&'m Name),
    /// A member of an answer, by its path in each of the objects that it is in.
    AnswerMember(Vec<&'m Path>),
    /// The form itself.
    Form,
    /// The notification itself.
    Notification,
    /// A member of a notification, by its path in each of the objects that it is in.
    NotificationMember(Vec<&'m Path>),
}

/// What a time-out limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeout {
    /// The wait for a connection.
    Connect,
    /// The wait for the next piece of an answer.
    Read,
    /// The whole call.
    Total,
}

impl<'m> Subject<'m> {
    /// A part of the vendor as a whole.
    pub fn of_vendor(part: SubjectPart<'m>) -> Self {
        let owner = Owner::Vendor;
        Self { owner, part }
    }

    /// Another part of the same owner.
    pub fn with_part(&self, part: SubjectPart<'m>) -> Self {
        let owner = self.owner;
        Self { owner, part }
    }
}
