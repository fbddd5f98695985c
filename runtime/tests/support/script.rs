//! A vendor that gives tokens, and answers one after the other to whoever has one.

use std::sync::Mutex;

use kpg_runtime::{HttpAnswer, HttpRequest, Transport, TransportError};

/// Answers a queue of answers, and gives tokens 0, 1, 2 … as long as it may.
#[derive(Debug)]
pub struct Script {
    answers: Mutex<Vec<Result<HttpAnswer, TransportError>>>,
    tokens: usize,
    said: Mutex<Vec<String>>,
}

impl Script {
    pub fn new(
        tokens: usize,
        answers: impl IntoIterator<Item = Result<HttpAnswer, TransportError>>,
    ) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self {
            answers: Mutex::new(answers),
            tokens,
            said: Mutex::default(),
        }
    }

    /// What came, in order: `token`, and the token of every other call.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().join(" ")
    }
}

impl Transport for &Script {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        self.answer(&request)
    }
}

impl Script {
    fn answer(&self, request: &HttpRequest) -> Result<HttpAnswer, TransportError> {
        let mut said = self.said.lock().unwrap();
        if request.url().path() == "/token" {
            let number = said.iter().filter(|said| *said == "token").count();
            said.push("token".to_owned());
            if number >= self.tokens {
                return Err(TransportError::not_sent("no more"));
            }
            let body = format!(r#"{{"code":"00","token":"{number}"}}"#);
            return Ok(HttpAnswer::new(200, body));
        }
        said.push(request.headers()["x-token"].to_str().unwrap().to_owned());
        self.answers.lock().unwrap().pop().unwrap()
    }
}

/// An answer with a result code.
pub fn coded(status: u16, code: &str) -> Result<HttpAnswer, TransportError> {
    let body = format!(
        r#"{{"result":{{"code":"{code}"}},"isPending":false,"tid":"T1","price":1,"date":"20260102"}}"#
    );
    Ok(HttpAnswer::new(status, body))
}
