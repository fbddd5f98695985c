//! Types of values: what is sent, what is read, what is never shown, and what of it may stand in a log.

mod binary;
mod charset;
mod choice;
#[cfg(feature = "decimal")]
mod decimal;
mod joined;
mod secret;
mod shown;
mod time_or;
mod time_text;
mod wire;
mod zone;

pub use binary::Binary;
pub use charset::Charset;
pub use choice::{AnsweredChoice, Choice, NotListed, OpenChoice, ResultCode, Unrecognised};
#[cfg(feature = "decimal")]
pub use decimal::{Decimal, decimal};
pub use joined::Joined;
pub use secret::{Hidden, Secret, Sensitive};
pub(crate) use shown::shown;
pub use time_or::TimeOr;
pub use time_text::TimeText;
pub(crate) use time_text::{is_real, moment_of, written};
pub use wire::Wire;
pub use zone::Zone;
