//! What a crate that compiles specs of its own includes, and how it learns which feature of this crate its specs need:
//! the macros here know what is on, where a build script does not.

/// Includes the clients that the build script of this crate has made of specs: a module per vendor.
///
/// The build script is `kpg_codegen::Builder::new().compile()`; it writes to the folder `OUT_DIR`, which cargo names.
///
/// ```ignore
/// mod payments {
///     kpg_runtime::include_vendors!();
/// }
/// ```
#[macro_export]
macro_rules! include_vendors {
    () => {
        include!(concat!(env!("OUT_DIR"), "/kpg.rs"));
    };
}

/// Items, where this crate has all features that gates ask for; otherwise one error that names the first that is off,
/// and the line that turns on all.
#[doc(hidden)]
#[macro_export]
macro_rules! with_features {
    ([] $line:literal $($items:tt)*) => {
        $($items)*
    };
    ([$gate:ident $($gates:ident)*] $($rest:tt)*) => {
        $crate::$gate! { [$($gates)*] $($rest)* }
    };
}

/// A gate for each feature that specs may need: open where the feature is on. The first argument stands for a dollar.
macro_rules! gates {
    ($d:tt $($feature:literal $gate:ident)*) => {
        $(
            #[cfg(feature = $feature)]
            #[doc(hidden)]
            #[macro_export]
            macro_rules! $gate {
                ($d($d rest:tt)*) => {
                    $crate::with_features! { $d($d rest)* }
                };
            }

            #[cfg(not(feature = $feature))]
            #[doc(hidden)]
            #[macro_export]
            macro_rules! $gate {
                ([$d($d gates:ident)*] $d line:literal $d($d items:tt)*) => {
                    compile_error!(concat!(
                        "the specs of this crate need the feature `", $feature, "` of kpg-runtime, which is off; in Cargo.toml, \
                         give the dependency kpg-runtime: ", $d line
                    ));
                };
            }
        )*
    };
}

gates! { $
    "aes" needs_aes
    "aria" needs_aria
    "blocking" needs_blocking
    "client" needs_client
    "conditions" needs_conditions
    "decimal" needs_decimal
    "emv" needs_emv
    "euckr" needs_euckr
    "forms" needs_forms
    "jwe" needs_jwe
    "key_forms" needs_key_forms
    "legacy" needs_legacy
    "notifications" needs_notifications
    "opening" needs_opening
    "pbkdf2" needs_pbkdf2
    "pbkdf2_sha1" needs_pbkdf2_sha1
    "proofs" needs_proofs
    "rsa" needs_rsa
    "seed" needs_seed
    "sessions" needs_sessions
    "text_steps" needs_text_steps
}
