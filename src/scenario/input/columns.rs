//! What columns and categories of the user's files may be called, in English and Swedish.

use crate::pathway::person::{BirthRegion, Category, Disability, Education, Programme, Sex};

/// A column: its name, and what else it may be called.
pub(super) struct Column {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
}

const fn column(name: &'static str, aliases: &'static [&'static str]) -> Column {
    Column { name, aliases }
}

pub(super) const AREA: Column = column("area", &["område", "leveransområde"]);
pub(super) const BIRTH_DATE: Column = column("birth_date", &["födelsedatum", "född"]);
pub(super) const AGE: Column = column("age", &["ålder"]);
pub(super) const SEX: Column = column("sex", &["kön"]);
pub(super) const EDUCATION: Column = column("education", &["utbildning", "utbildningsnivå"]);
pub(super) const BIRTH_REGION: Column = column("birth_region", &["födelseregion"]);
pub(super) const DISABILITY: Column = column("disability", &["funktionsnedsättning", "funktionshinder"]);
pub(super) const PROGRAMME: Column = column("programme", &["ramprogram", "program"]);
pub(super) const CATEGORY: Column = column("category", &["sökandekategori", "kategori"]);
pub(super) const NEWLY_ARRIVED: Column = column("newly_arrived", &["nyanländ"]);
pub(super) const REGISTERED_ON: Column = column("registered_on", &["inskriven", "inskrivningsdatum", "inskriven_datum"]);
pub(super) const MONTH: Column = column("month", &["månad"]);
pub(super) const REGISTRATIONS: Column = column("registrations", &["antal", "inskrivningar", "nyinskrivna"]);

/// Words for each category, the simulator's own name first.
type Words<T> = &'static [(T, &'static [&'static str])];

pub(super) const SEXES: Words<Sex> = &[(Sex::Man, &["man", "m", "män"]), (Sex::Woman, &["woman", "k", "f", "w", "kvinna", "kvinnor"])];
pub(super) const EDUCATIONS: Words<Education> = &[
    (Education::Compulsory, &["compulsory", "förgymnasial", "grundskola"]),
    (Education::UpperSecondary, &["upper_secondary", "gymnasial", "gymnasium"]),
    (Education::Tertiary, &["tertiary", "eftergymnasial", "högskola"]),
];
pub(super) const BIRTH_REGIONS: Words<BirthRegion> = &[
    (BirthRegion::Sweden, &["sweden", "sverige"]),
    (BirthRegion::Europe, &["europe", "europa", "övriga europa"]),
    (BirthRegion::OutsideEurope, &["outside_europe", "utanför europa", "utomeuropeisk"]),
];
pub(super) const DISABILITIES: Words<Disability> =
    &[(Disability::Disability, &["disability", "yes", "ja", "true", "1"]), (Disability::None, &["none", "no", "nej", "false", "0"])];
pub(super) const PROGRAMMES: Words<Programme> = &[
    (Programme::JobAndDevelopment, &["job_and_development", "job", "jobb- och utvecklingsgarantin", "jobb- och utvecklingsgaranti"]),
    (Programme::Youth, &["youth", "uga", "jobbgarantin för ungdomar", "jobbgaranti för ungdomar"]),
    (Programme::Establishment, &["establishment", "etablering", "etableringsprogrammet"]),
    (Programme::None, &["none", "inget", "ingen", "nej", ""]),
];
pub(super) const CATEGORIES: Words<Category> = &[
    (Category::Unemployed, &["unemployed", "öppet arbetslös", "arbetslös", "i program"]),
    (Category::Employed, &["employed", "deltidsarbetslös", "timanställd", "tillfälligt arbete", "deltid", "arbete"]),
    (Category::SupportedWork, &["supported_work", "stödarbete", "arbete med stöd", "subventionerat arbete"]),
];
pub(super) const TRUTHS: Words<bool> = &[(true, &["yes", "true", "ja", "1"]), (false, &["no", "false", "nej", "0", ""])];

/// Case and surrounding spaces do not matter, nor do the signs between words.
pub(super) fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '-'], "_")
}

impl Column {
    pub fn is_called(&self, header: &str) -> bool {
        let header = plain(header);
        self.name == header || self.aliases.iter().any(|alias| plain(alias) == header)
    }

    /// Both names, for messages.
    pub fn names(&self) -> String {
        format!("{} ({})", self.name, self.aliases[0])
    }
}

/// The category that a word stands for, or the words there are.
pub(super) fn category<T: Copy>(words: Words<T>, text: &str) -> Result<T, Vec<&'static str>> {
    let text = plain(text);
    let found = words.iter().find(|(_, names)| names.iter().any(|name| plain(name) == text));
    found
        .map(|(value, _)| *value)
        .ok_or_else(|| words.iter().flat_map(|(_, names)| names.iter().copied()).filter(|name| !name.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_both_languages_however_they_are_spelt() {
        assert_eq!(category(SEXES, " Kvinna "), Ok(Sex::Woman));
        assert_eq!(category(BIRTH_REGIONS, "Utanför Europa"), Ok(BirthRegion::OutsideEurope));
        assert_eq!(category(EDUCATIONS, "upper-secondary"), Ok(Education::UpperSecondary));
        assert_eq!(category(PROGRAMMES, "JOB"), Ok(Programme::JobAndDevelopment));
        assert!(category(PROGRAMMES, "JUG").is_err());
        assert!(AREA.is_called("Leveransområde") && !AREA.is_called("areal"));
    }
}
