//! The table of a vendor's operations: what Rust needs to be told once to call each by its name.

/// The operations of a vendor's client, each as
/// `operation: Request = a_good_request { required fields; other fields }`. A field's kind is how its
/// setter takes a text: `text`, `number`, `flag`, `choice` or `open` for a type that is so, `parts`.
macro_rules! operations {
    ($client:ident, $blocking:ident: $(
        $operation:ident: $request:ident = $good:ident { $($given:tt)* }
    )*) => {
        /// A good call of an operation.
        pub(crate) async fn call<T: ::kpg::runtime::Transport>(
            client: &$client<T>,
            operation: &str,
        ) -> crate::clients::Called {
            match operation {
                $(stringify!($operation) => {
                    let request = $good()?;
                    Ok(crate::failure::told(client.$operation(&request).await))
                })*
                _ => Err(super::unwritten(operation)),
            }
        }

        /// A good call of an operation, by a client that blocks.
        pub(crate) fn call_blocking<T: ::kpg::runtime::Transport>(
            client: &$blocking<T>,
            operation: &str,
        ) -> crate::clients::Called {
            match operation {
                $(stringify!($operation) => {
                    let request = $good()?;
                    Ok(crate::failure::told(client.$operation(&request)))
                })*
                _ => Err(super::unwritten(operation)),
            }
        }

        /// A call of an operation with these values.
        pub(super) async fn send<T: ::kpg::runtime::Transport>(
            client: &$client<T>,
            operation: &str,
            values: &crate::values::Values,
        ) -> crate::clients::Called {
            match operation {
                $(stringify!($operation) => {
                    let request = request!($request, values, |_| (), { $($given)* });
                    Ok(crate::failure::told(client.$operation(&request).await))
                })*
                _ => Err(super::unwritten(operation)),
            }
        }

        /// Shows a visitor an operation's request with these values, and its builder before.
        pub(super) fn visit<T: ::kpg::runtime::Transport>(
            client: &$client<T>,
            operation: &str,
            values: &crate::values::Values,
            visitor: &mut impl super::Visitor<T>,
        ) -> Result<(), crate::Fault> {
            match operation {
                $(stringify!($operation) => {
                    let request = request!(
                        $request, values, |builder| visitor.builder(builder), { $($given)* }
                    );
                    visitor.request(client.core(), &request);
                    Ok(())
                })*
                _ => Err(super::unwritten(operation)),
            }
        }
    };
}

/// Builds a request from values, after a look at its builder.
macro_rules! request {
    ($request:ident, $values:expr, $look:expr, {}) => {
        $request::new()
    };
    ($request:ident, $values:expr, $look:expr, {
        $($field:ident: $kind:ident),*
        $(; $($more:ident: $more_kind:ident),*)?
    }) => {{
        let builder = $request::builder()
            $(.$field($values.$kind(stringify!($field))?))*;
        $($(let builder = if $values.has(stringify!($more)) {
            builder.$more($values.$more_kind(stringify!($more))?)
        } else {
            builder
        };)*)?
        let look: &mut dyn FnMut(&dyn ::std::fmt::Debug) = &mut $look;
        look(&builder);
        builder.build()?
    }};
}
