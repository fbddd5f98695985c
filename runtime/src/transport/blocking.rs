//! Calls for threads that may wait: the asynchronous client behind a runtime of its own.

use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};
use tokio::task::unconstrained;

use super::TransportError;

/// A client whose calls block the calling thread until they are over.
///
/// One thread of its own drives the connections, also between calls, so that one which the vendor has
/// closed is noticed before it is used again. Clones share it. A call from inside asynchronous code
/// blocks the executor's thread meanwhile, and waits for ever when that thread is to finish what it
/// waits for, such as a token that another task fetches: use the asynchronous client there.
#[derive(Clone, Debug)]
pub struct Blocking<C> {
    client: C,
    driver: Arc<Driver>,
}

impl<C> Blocking<C> {
    /// Starts the thread for a client.
    ///
    /// # Errors
    ///
    /// When the system gives no thread. Nothing was sent.
    pub fn new(client: C) -> Result<Self, TransportError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("kpg-blocking")
            .enable_all()
            .build()
            .map_err(TransportError::not_sent)?;
        Ok(Self {
            client,
            driver: Arc::new(Driver(Some(runtime))),
        })
    }

    /// The asynchronous client.
    #[must_use]
    pub fn client(&self) -> &C {
        &self.client
    }

    /// Makes a call and waits for its end.
    pub fn wait<'a, F: Future>(&'a self, call: impl FnOnce(&'a C) -> F) -> F::Output {
        // Not `Runtime::block_on`, which panics when the thread is an executor's already.
        let _connections = self.driver.0.as_ref().map(Runtime::enter);
        // Inside a task the budget of that task would run out and never be filled again.
        pollster::block_on(unconstrained(call(&self.client)))
    }
}

/// Declares a client whose calls block, of the signatures of the asynchronous one's methods, and how the builder of that
/// one makes it.
#[macro_export]
macro_rules! blocking_client {
    (
        $(#[$docs:meta])*
        pub trait $blocking:ident: $client:ident + $builder:ident {
            $(fn $name:ident(&$self:ident $(, $argument:ident: $type:ty)* $(,)?) -> $result:ty;)*
        }
    ) => {
        $(#[$docs])*
        #[derive(Clone, Debug)]
        pub struct $blocking<T = $crate::DefaultTransport>(pub(super) $crate::Blocking<$client<T>>);

        impl<T: $crate::Transport> $blocking<T> {
            $(
                #[doc = ::core::concat!("As [`", ::core::stringify!($client), "::", ::core::stringify!($name), "`].")]
                ///
                /// # Errors
                ///
                /// The same.
                pub fn $name(&$self $(, $argument: $type)*) -> $result {
                    $self.0.wait(|client| client.$name($($argument),*))
                }
            )*

            /// Makes any call of the asynchronous client and waits for its end, such as one that all vendors have in common:
            /// `blocking.wait(|client| client.perform(&cancellation))`.
            pub fn wait<'a, F: ::core::future::Future>(
                &'a self,
                call: impl FnOnce(&'a $client<T>) -> F,
            ) -> F::Output {
                self.0.wait(call)
            }

            /// The asynchronous client that it waits for.
            pub fn client(&self) -> &$client<T> {
                self.0.client()
            }
        }

        impl $builder {
            $crate::with_reqwest! {
                /// A client over reqwest whose calls block the calling thread.
                ///
                /// # Errors
                ///
                /// When the system gives no TLS configuration or no thread.
                pub fn build_blocking(self) -> Result<$blocking, $crate::TransportError> {
                    $crate::Blocking::new(self.build()?).map($blocking)
                }
            }

            /// A client over a transport of your own whose calls block the calling thread.
            ///
            /// # Errors
            ///
            /// When the system gives no thread.
            pub fn build_blocking_with<T: $crate::Transport>(
                self,
                transport: T,
            ) -> Result<$blocking<T>, $crate::TransportError> {
                $crate::Blocking::new(self.build_with(transport)).map($blocking)
            }
        }
    };
}

/// The runtime of the connections. It is there until it is dropped.
#[derive(Debug)]
struct Driver(Option<Runtime>);

impl Drop for Driver {
    fn drop(&mut self) {
        // Waiting for the thread, as a runtime does when dropped, panics inside asynchronous code.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
