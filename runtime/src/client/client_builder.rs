//! What the builder of every vendor's client has, written once. The vendor's options are methods beside it.

/// Declares the builder of a client: its type, and the methods that set what no vendor decides.
///
/// It is a macro because the methods belong to a type of the vendor's module.
#[macro_export]
macro_rules! client_builder {
    ($builder:ident($settings:ident) => $client:ident) => {
        #[doc = ::core::concat!("Makes a [`", ::core::stringify!($client), "`].")]
        #[derive(Debug)]
        #[must_use]
        pub struct $builder($crate::CoreBuilder<$settings>);

        impl $builder {
            /// How long to wait for a connection, for bytes, and in all.
            pub fn timeouts(self, value: $crate::Timeouts) -> Self {
                Self(self.0.timeouts(value))
            }

            /// How long an answer may be, in bytes; 8 MiB by default. The outcome of a longer one is unknown.
            pub fn longest_answer(self, bytes: usize) -> Self {
                Self(self.0.longest_answer(bytes))
            }

            /// Whether a call that was certainly not sent is made again. Off by default.
            pub fn retry(self, value: $crate::Retry) -> Self {
                Self(self.0.retry(value))
            }

            /// Who is told of every attempt, with its request and its answer masked, and of every session token
            /// that was fetched.
            pub fn audit(self, value: impl $crate::Audit + 'static) -> Self {
                Self(self.0.audit(value))
            }

            /// Where the time and random digits come from; for tests.
            pub fn source(self, value: impl $crate::Source + 'static) -> Self {
                Self(self.0.source(value))
            }

            /// Runs the signing of requests and the decryption of answers on threads that may block, for a key
            /// holder that waits. Without it both run on the executor's own thread.
            pub fn offload(self, run: impl Fn($crate::Job) + Send + Sync + 'static) -> Self {
                Self(self.0.offload(run))
            }

            /// A client over a transport of your own, which keeps its own limits; the total time-out holds for it
            /// too.
            pub fn build_with<T: $crate::Transport>(self, transport: T) -> $client<T> {
                $client(self.0.build_with(transport))
            }

            $crate::with_reqwest! {
                /// Sets up what kpg leaves open of the HTTP client: a certificate authority, a client certificate, a
                /// proxy. [`ReqwestTransport::configured`](kpg_runtime::ReqwestTransport::configured) lists what may be set.
                pub fn http_client(
                    self,
                    configure: impl Fn($crate::reqwest::ClientBuilder) -> $crate::reqwest::ClientBuilder
                    + Send
                    + Sync
                    + 'static,
                ) -> Self {
                    Self(self.0.http_client(configure))
                }

                /// Trusts these certificate authorities too: PEM, one or several. Not being readable is an error of
                /// [`build`](Self::build).
                pub fn certificate_authority(self, pem: impl AsRef<[u8]>) -> Self {
                    Self(self.0.certificate_authority(pem.as_ref()))
                }

                /// Shows this certificate to the server (mTLS): PEM, of the certificate, the intermediate ones and the private
                /// key, which is not encrypted. Not being readable is an error of [`build`](Self::build).
                pub fn client_certificate(self, pem: impl AsRef<[u8]>) -> Self {
                    Self(self.0.client_certificate(pem.as_ref()))
                }

                /// Goes through this proxy, such as `http://proxy.example:3128`, in place of those of the environment; never to
                /// the loopback interface. Not being an address is an error of [`build`](Self::build).
                pub fn proxy(self, address: &str) -> Self {
                    Self(self.0.proxy(address))
                }

                /// A client over reqwest, for calls in a Tokio runtime. A program without one turns on the cargo feature `blocking`,
                /// with which `build_blocking` stands beside this method.
                ///
                /// # Errors
                ///
                /// When the system gives no TLS configuration, or what was set cannot be used.
                #[doc(alias = "build_blocking")]
                pub fn build(self) -> Result<$client, $crate::TransportError> {
                    self.0.build().map($client)
                }

                /// A client over an HTTP client that is there already, with its pool, its proxy and its certificates.
                /// Nothing that fails counts as not sent then:
                /// [`ReqwestTransport::over`](kpg_runtime::ReqwestTransport::over) says why, and how to keep that.
                ///
                /// # Errors
                ///
                /// When a certificate, a proxy or [`http_client`](Self::http_client) was set, which cannot reach that
                /// client.
                pub fn build_over(
                    self,
                    client: $crate::reqwest::Client,
                ) -> Result<$client, $crate::TransportError> {
                    self.0.build_over(client).map($client)
                }
            }
        }

        impl<T: ::core::clone::Clone> $client<T> {
            /// The same client, whose calls may take so long: `client.with_timeouts(long).cancel(&request)`. The time to
            /// connect stays that of the transport.
            #[must_use]
            pub fn with_timeouts(&self, timeouts: $crate::Timeouts) -> Self {
                Self(self.0.with_timeouts(timeouts))
            }

            /// The same client, whose calls are repeated so: `client.with_retry(Retry::OFF).cancel(&request)`.
            #[must_use]
            pub fn with_retry(&self, retry: $crate::Retry) -> Self {
                Self(self.0.with_retry(retry))
            }
        }
    };
}

/// Methods that stand on the default transport: there as far as this crate has it, whatever features the crate around the
/// methods has.
#[cfg(feature = "reqwest")]
#[doc(hidden)]
#[macro_export]
macro_rules! with_reqwest {
    ($($methods:tt)*) => {
        $($methods)*
    };
}

#[cfg(not(feature = "reqwest"))]
#[doc(hidden)]
#[macro_export]
macro_rules! with_reqwest {
    ($($methods:tt)*) => {};
}
