//! What the types that macros declare have of `serde`: nothing without the feature of that name. The features are those of the
//! runtime, so that a crate with private specifications needs none of its own.

/// Implements `Recorded` and `Serialize` for a struct of these members, with what is sensitive masked.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($name:ident $($member:ident)*) => {
        #[doc(hidden)]
        impl $crate::Recorded for $name {
            fn record(&self, secrets: $crate::Secrets) -> $crate::Record<'_> {
                let _ = secrets;
                $crate::Record::Object(::std::vec![$((
                    ::core::stringify!($member),
                    $crate::Recorded::record(&self.$member, secrets),
                ),)*])
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let record = $crate::Recorded::record(self, $crate::Secrets::Masked);
                $crate::serde::Serialize::serialize(&record, serializer)
            }
        }
    };
}

/// Nothing is written down without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($name:ident $($member:ident)*) => {};
}

/// Implements `Serialize` and `Deserialize` for the values of a list, by their texts on the wire.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! serialized_choice {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::choice_from_text(deserializer)
            }
        }
    };
}

/// Values of lists have nothing of serde without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! serialized_choice {
    ($name:ident) => {};
}
