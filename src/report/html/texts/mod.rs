//! Every text of the page in both languages, side by side. A text without its other language does not compile.

mod additional;
mod evidence;
mod finding;
mod measures;
mod money;
mod page;
mod people;
mod policy;
mod volumes;

pub(super) use additional::Additional;
pub(super) use evidence::Evidence;
pub(super) use finding::Finding;
pub(super) use measures::Measures;
pub(super) use money::Money;
pub(super) use page::Page;
pub(super) use people::People;
pub(super) use policy::Policy;
pub(super) use volumes::Volumes;

/// A struct of texts: English, then Swedish. `{name}` is filled in.
macro_rules! texts {
    ($(#[$doc:meta])* $table:ident { $($name:ident: $en:literal, $sv:literal;)+ }) => {
        $(#[$doc])*
        pub(in crate::report::html) struct $table { $(pub $name: &'static str),+ }

        impl $table {
            const EN: $table = $table { $($name: $en),+ };
            const SV: $table = $table { $($name: $sv),+ };

            pub(in crate::report::html) const fn of(lang: crate::report::html::Lang) -> &'static $table {
                match lang {
                    crate::report::html::Lang::En => &Self::EN,
                    crate::report::html::Lang::Sv => &Self::SV,
                }
            }

            /// Name, English and Swedish of each text.
            #[cfg(test)]
            pub(in crate::report::html) fn all() -> Vec<(&'static str, &'static str, &'static str)> {
                vec![$((stringify!($name), $en, $sv)),+]
            }
        }
    };
}
use texts;

/// A text with its `{name}`s replaced.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').expect("a text closes its braces");
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let tables = [
            Additional::all(),
            Evidence::all(),
            Finding::all(),
            Measures::all(),
            Money::all(),
            Page::all(),
            People::all(),
            Policy::all(),
            Volumes::all(),
        ];
        for (name, english, swedish) in tables.into_iter().flatten() {
            assert!(!english.is_empty() && !swedish.is_empty(), "{name}");
            assert_eq!(names(english), names(swedish), "{name}");
        }
    }

    #[test]
    fn values_are_not_filled_in_twice() {
        assert_eq!(fill("{a} and {b}{c}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
    }
}
