//! One way to show what holds secrets, values of customers, or what cannot be shown.

/// Implements `Debug` for a type: its name and the listed fields, none of which may hold a secret or what was
/// sent or answered. Type parameters with their bounds stand in brackets behind the type.
macro_rules! opaque {
    ($type:ty $(where [$($parameters:tt)*])?, $name:literal) => {
        impl$(<$($parameters)*>)? std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!($name, "(***)"))
            }
        }
    };
    ($type:ty $(where [$($parameters:tt)*])?, $name:literal, $($field:ident),+) => {
        impl$(<$($parameters)*>)? std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct($name)
                    $(.field(stringify!($field), &self.$field))+
                    .finish_non_exhaustive()
            }
        }
    };
}
