//! The two ways to declare something spoken. Each variant gets its key where
//! it is declared, so none can be without one, and the list cannot miss it.

/// An enum whose variants may have fields; every field fills a placeholder.
macro_rules! spoken {
    (
        $(#[$doc:meta])*
        $name:ident in $area:literal {
            $(
                $(#[$vdoc:meta])*
                $variant:ident $( { $( $(#[$fdoc:meta])* $field:ident : $ty:ty ),* $(,)? } )? = $word:literal
            ),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $( $(#[$vdoc])* $variant $( { $( $(#[$fdoc])* $field: $ty ),* } )? ),*
        }

        impl $name {
            /// Every key it can say.
            pub const WORDS: &'static [$crate::words::Word] = &[
                $( $crate::words::Word {
                    key: concat!($area, ".", $word),
                    args: &[ $( $( stringify!($field) ),* )? ],
                } ),*
            ];
        }

        impl $crate::words::Spoken for $name {
            fn key(&self) -> &'static str {
                match self {
                    $( Self::$variant $( { $( $field: _ ),* } )? => concat!($area, ".", $word) ),*
                }
            }

            fn args(&self) -> Vec<(&'static str, $crate::words::Arg)> {
                match self {
                    $( Self::$variant $( { $( $field ),* } )? => vec![
                        $( $( (stringify!($field), $crate::words::ToArg::to_arg($field)) ),* )?
                    ] ),*
                }
            }
        }
    };
}

/// An enum without fields: one word each, which is also its name in documents
/// and in JSON.
macro_rules! plain {
    (
        $(#[$doc:meta])*
        $name:ident in $area:literal {
            $( $(#[$vdoc:meta])* $variant:ident = $word:literal ),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $( $(#[$vdoc])* #[serde(rename = $word)] $variant ),*
        }

        impl $name {
            /// All of them, in the order in which a screen lists them.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];
            /// Every key it can say.
            pub const WORDS: &'static [$crate::words::Word] =
                &[ $( $crate::words::Word { key: concat!($area, ".", $word), args: &[] } ),* ];

            /// Its name in documents and in JSON.
            pub const fn name(self) -> &'static str {
                match self {
                    $( Self::$variant => $word ),*
                }
            }

            /// The one of that name; nothing when no version known here has it.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl $crate::words::Spoken for $name {
            fn key(&self) -> &'static str {
                match self {
                    $( Self::$variant => concat!($area, ".", $word) ),*
                }
            }

            fn args(&self) -> Vec<(&'static str, $crate::words::Arg)> {
                Vec::new()
            }
        }

        impl $crate::words::ToArg for $name {
            fn to_arg(&self) -> $crate::words::Arg {
                $crate::words::Arg::Word($crate::words::Spoken::key(self).to_owned())
            }
        }
    };
}

pub(crate) use {plain, spoken};
