//! What an operation is: how its request is made, and how its answer is read.

use std::fmt::Debug;

#[cfg(feature = "opening")]
use crate::Arrived;
use crate::{
    AnswerFormat, Call, CallError, CallFailure, Choice as _, Echoes, HttpAnswer, HttpRequest,
    Identification, OperationFacts, PrepareError, Problem, Reader, Reading, ResultCode,
    ResultRules, Supply, Verdict,
};
#[cfg(feature = "proofs")]
use crate::{Proven, Signed};

/// A checked request that knows how it is sent and how its answer is read. Does no I/O.
///
/// Generated code implements it, once per operation.
pub trait Operation: Clone + Send + Sync + Sized + 'static {
    /// Credentials, address and options of the vendor's client.
    type Settings;
    /// The operation's result codes.
    type Code: ResultCode + 'static;
    /// What the vendor says when it accepts.
    type Answer: Debug + Send + Sync + 'static;
    /// The answer, and whether it is final where it may not be.
    type Verdict: Verdict<Self::Answer> + Send + 'static;
    /// Which operation of which vendor it is.
    const CALL: Call;
    /// Names on the wire, of members and headers in any case, whose values are never shown.
    const SENSITIVE: &'static [&'static str];
    /// How success is told from refusal.
    const RULES: &'static ResultRules;

    /// How its answers are written: a JSON object in UTF-8, unless the operation says otherwise.
    const FORMAT: AnswerFormat = AnswerFormat::JSON;

    /// The request header with the number by which the vendor traces a request.
    const CORRELATION_HEADER: Option<&'static str> = None;

    /// Whether the request holds a key of which the vendor promises to execute it once only, however
    /// often it arrives.
    const IDEMPOTENT: bool = false;

    /// All of these in one place; generated code says nothing of its own here.
    ///
    /// No constant, and never inlined: each unit of code that names a constant holds its own copy of the tables of it.
    #[inline(never)]
    fn facts() -> &'static OperationFacts {
        const {
            &OperationFacts {
                call: Self::CALL,
                format: Self::FORMAT,
                rules: Self::RULES,
                sensitive: Self::SENSITIVE,
                correlation_header: Self::CORRELATION_HEADER,
                is_idempotent: Self::IDEMPOTENT,
                lists_code: |code| {
                    Self::Code::values()
                        .iter()
                        .any(|(listed, _)| *listed == code)
                },
            }
        }
    }

    /// The value by which the merchant knows what the request is about, where its specification names one.
    fn identification(&self) -> Option<Identification> {
        None
    }

    /// The request, signed and ready to send.
    ///
    /// # Errors
    ///
    /// When a signature or a header cannot be made. Nothing was sent.
    fn prepare(&self, settings: &Self::Settings, supply: &Supply<'_>) -> Prepared;

    /// Opens an answer: as [`FORMAT`](Self::FORMAT) says, unless it comes in an envelope.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`](crate::ErrorKind::Unreadable) when it cannot be opened.
    fn open<'a>(settings: &Self::Settings, answer: &'a HttpAnswer) -> Opened<'a> {
        let _ = settings;
        Reading::open(Self::facts(), answer)
    }

    /// Opens the members of an answer that are encrypted or texts that hold something else.
    #[cfg(feature = "opening")]
    fn unseal(&self, settings: &Self::Settings, arrived: &mut Arrived<'_>) {
        let _ = (settings, arrived);
    }

    /// Takes the members out of an accepted answer, and what was noted on the way.
    fn read(reader: &mut Reader<'_>) -> Self::Answer;

    /// Names every member with which an answer must repeat a value of this request, and the value.
    fn echoes(&self, settings: &Self::Settings, echoes: &mut Echoes<'_>) {
        let _ = (settings, echoes);
    }

    /// Holds an answer to the proof that the vendor makes of it.
    #[cfg(feature = "proofs")]
    fn prove(&self, settings: &Self::Settings, signed: &Signed<'_>) -> Proven {
        let _ = (settings, signed);
        Proven::UNSIGNED
    }

    /// The typed result that an answer to this request holds: opened, judged by
    /// [`RULES`](Self::RULES), held to its proof and to what it must repeat, read.
    ///
    /// # Errors
    ///
    /// When the vendor refused, or the answer does not say clearly that it did not.
    fn interpret(
        &self,
        settings: &Self::Settings,
        answer: &HttpAnswer,
    ) -> Result<Self::Verdict, CallError<Self::Code>> {
        match self.interpret_noting(settings, answer) {
            Ok((verdict, _)) => Ok(verdict),
            Err(failure) => Err(failure.identified(self.identification()).into()),
        }
    }

    /// As [`interpret`](Self::interpret), and what was noted of the answer, for an audit trail that
    /// knows no type of answer.
    ///
    /// # Errors
    ///
    /// As [`interpret`](Self::interpret).
    fn interpret_noting(&self, settings: &Self::Settings, answer: &HttpAnswer) -> Noted<Self> {
        let mut reading = Self::open(settings, answer)?;
        #[cfg(feature = "opening")]
        Arrived::open_in(
            (&mut reading.json, &mut reading.sealed),
            answer,
            |arrived| {
                self.unseal(settings, arrived);
            },
        );
        let judged = reading.judge(Self::facts().rules);
        #[cfg(feature = "proofs")]
        let judged = {
            let signed = Signed::new(&reading.json, &reading.sealed, answer);
            reading.check_proof(judged, self.prove(settings, &signed))
        };
        let accepted = reading.check_echoes(judged, &|echoes| self.echoes(settings, echoes))?;
        let (answer, noted) = reading.finish(Self::read)?;
        Ok((Self::Verdict::from_accepted(accepted, answer), noted))
    }
}

/// What a call of an operation gives: its answer, or an error with its result code.
pub type CallResult<O> = Result<<O as Operation>::Verdict, CallError<<O as Operation>::Code>>;

/// A request, signed and ready to send.
pub type Prepared = Result<HttpRequest, PrepareError>;

/// An answer, open for reading.
pub type Opened<'a> = Result<Reading<'a>, CallFailure>;

/// The typed result, and what was odd in the answer and is absent from it.
pub type Noted<O> = Result<(<O as Operation>::Verdict, Vec<Problem>), CallFailure>;
