//! Who a job seeker is: observed attributes, how they hang together in a population, and the framework programmes
//! entered over a registration.

use crate::engine::curve::Curve;
use crate::units::{AreaId, Day};

/// Defines an enum of categories with the names that files, measures and outputs use.
macro_rules! categories {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// The name in files and measures.
            pub const fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }

            /// The category with this name, if there is one.
            pub fn from_name(name: &str) -> Option<$name> {
                Self::NAMES.iter().position(|known| *known == name).map(|index| Self::ALL[index])
            }
        }
    };
}
pub(crate) use categories;

categories! {
    /// Whether a person was registered on the day before the run starts; kept for all spells.
    Population { Stock = "stock", New = "new" }
}
categories! { Sex { Man = "man", Woman = "woman" } }
categories! { AgeGroup { Under25 = "under_25", From25To54 = "from_25_to_54", From55 = "from_55" } }
categories! { Education { Compulsory = "compulsory", UpperSecondary = "upper_secondary", Tertiary = "tertiary" } }
categories! { BirthRegion { Sweden = "sweden", Europe = "europe", OutsideEurope = "outside_europe" } }
categories! { Disability { Disability = "disability", None = "none" } }
categories! {
    /// Framework programme (ramprogram) a person takes part in.
    Programme { JobAndDevelopment = "job_and_development", Youth = "youth", Establishment = "establishment", None = "none" }
}
categories! {
    /// Time in the current registration, counting the day of registration as day 1.
    RegistrationTime { Months0To4 = "months_0_4", Months4To24 = "months_4_24", Years2To4 = "years_2_4", Years4Plus = "years_4_plus" }
}
categories! {
    /// Job-seeker category (sökandekategori): what a registered person does meanwhile.
    Category { Unemployed = "unemployed", Employed = "employed", SupportedWork = "supported_work" }
}

impl AgeGroup {
    /// The group of an age in whole years.
    pub fn of(years: i32) -> AgeGroup {
        match years {
            ..25 => AgeGroup::Under25,
            25..55 => AgeGroup::From25To54,
            _ => AgeGroup::From55,
        }
    }
}

impl RegistrationTime {
    /// The band of a registration time in days (day of registration = 1).
    pub fn of(days: i32) -> RegistrationTime {
        match days {
            ..=121 => RegistrationTime::Months0To4,
            122..=730 => RegistrationTime::Months4To24,
            731..=1461 => RegistrationTime::Years2To4,
            _ => RegistrationTime::Years4Plus,
        }
    }
}

/// Attributes that do not change during a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    pub area: AreaId,
    pub sex: Sex,
    pub education: Education,
    pub birth_region: BirthRegion,
    pub disability: Disability,
    /// Came to Sweden recently enough for the establishment programme.
    pub newly_arrived: bool,
    /// Day of birth.
    pub born: Day,
}

impl Traits {
    /// Age in whole years on `day` (years of 365.25 days).
    pub fn age_years(&self, day: Day) -> i32 {
        ((day - self.born) * 4).div_euclid(1461)
    }
}

/// Shares of attributes among those with a given registration time; sums of shares are 1.
#[derive(Clone, Debug, PartialEq)]
pub struct CompositionKnot {
    /// Registration time in days.
    pub days: f64,
    /// Shares by [`BirthRegion`].
    pub birth_region: [f64; 3],
    /// Shares by [`AgeGroup`].
    pub age: [f64; 3],
    /// Share with a disability.
    pub disability: f64,
}

/// The joint distribution of attributes given registration time; shares are linear between knots.
#[derive(Clone, Debug, PartialEq)]
pub struct Composition {
    pub by_days: Vec<CompositionKnot>,
    /// Shares by [`Education`], for each [`BirthRegion`].
    pub education: [[f64; 3]; 3],
    /// Share of women, for each [`BirthRegion`].
    pub woman: [f64; 3],
    /// Odds of a disability among those born outside Europe against those born elsewhere.
    pub disability_odds_outside_europe: f64,
    /// Share newly arrived among those born outside Europe, by registration time in days.
    pub newly_arrived: Curve,
}

/// The stock registered on the day before the run starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    pub persons: u32,
    /// Share registered at most so many days: rising from 0 to 1.
    pub registered_share_by_days: Curve,
    /// Share in a part-time or temporary job while registered, by registration time in days.
    pub employed_share: Curve,
    /// Share in supported work, by registration time in days.
    pub supported_work_share: Curve,
    /// Given persons instead of drawn ones, from the user's file.
    pub given: Option<Vec<GivenPerson>>,
}

/// One row of the user's own stock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GivenPerson {
    pub traits: Traits,
    pub registered_on: Day,
    pub category: Category,
    pub programme: Programme,
}

/// When framework programmes begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Programmes {
    /// Registration time in days from which the job and development guarantee may begin.
    pub job_and_development_after_days: i32,
    /// Share of those still registered then who enter it.
    pub job_and_development_share: f64,
    /// Registration time in days from which the youth job guarantee may begin (under 25).
    pub youth_after_days: i32,
    pub youth_share: f64,
    /// Registration time in days until which the establishment programme lasts.
    pub establishment_until_days: i32,
    /// Mean days from being eligible to entering.
    pub mean_delay_days: f64,
}
