//! The words of fields, but those of their types.

use super::words;

words! {
    /// What a length counts.
    pub enum LengthUnit, "is no unit of length" {
        /// Every character counts one, Korean ones too.
        Characters = "characters",
        /// Bytes in UTF-8: a Korean character counts three.
        Utf8Bytes = "utf8_bytes",
        /// Bytes in EUC-KR: a Korean character counts two.
        EucKrBytes = "euckr_bytes",
    }
}

words! {
    /// How a query or a form writes the items of a list.
    pub enum Repeat, "does not say how a list is repeated" {
        /// Every item under the name of the list: `ids=1&ids=2`.
        SameName = "same_name",
        /// Every item under the name with brackets behind it: `ids[]=1&ids[]=2`.
        Brackets = "brackets",
        /// Every item under its number, from 0 on: `ids[0]=1&ids[1]=2`, and `items[0][name]=…` for a list of objects.
        Indexed = "indexed",
        /// As `indexed`, with a dot before the members of objects: `items[0].name=…`.
        IndexedDots = "indexed_dots",
    }
}

words! {
    /// What a field is for beside its value.
    pub enum Role, "is no role" {
        /// In an answer: the result code (결과코드), by which the answer is judged.
        Code = "code",
        /// In an answer: what the vendor says about the result (결과메시지); shown with every error.
        Message = "message",
        /// In an answer: a second code beside the result code (상세코드), of the same list. A refusal with one that is
        /// `undecided` leaves the outcome unknown.
        DetailCode = "detail_code",
        /// In a request, a header: the number by which the vendor traces a call (추적 번호); told with errors,
        /// traces and audits.
        CorrelationId = "correlation_id",
        /// In a request: a key of which the vendor promises to execute it once only (멱등키). A lost answer may then
        /// be asked for again with the same bytes.
        IdempotencyKey = "idempotency_key",
    }
}

words! {
    /// How many fields of a combination must be given.
    pub enum CombinationWord, "is no kind of combination" {
        /// One of them, and no other.
        ExactlyOneOf = "exactly_one_of",
        /// One of them or more.
        AtLeastOneOf = "at_least_one_of",
        /// One of them, or none.
        AtMostOneOf = "at_most_one_of",
        /// All of them, or none.
        AllOrNoneOf = "all_or_none_of",
    }
}

words! {
    /// When a field is there.
    pub enum PresenceWord, "says nothing about presence here", ", or `{ conditional: in words }` in a request" {
        /// It must be there: ○ or 필수 in the vendor's table.
        Required = "required",
        /// It may be left out; what is assumed in an answer where nothing is said.
        Optional = "optional",
        /// In an answer: it is there whenever the request was accepted.
        OnSuccess = "on_success",
    }
}
