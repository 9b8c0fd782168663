//! The columns that facts and entries share: who, and with which attributes.

use ::parquet::data_type::ByteArray;

use super::table::{Cell, Field, Kind, required};
use crate::journal::Subject;
use crate::pathway::person::{AgeGroup, BirthRegion, Category, Disability, Education, Population, Programme, Sex};
use crate::pathway::thresholds::Level;
use crate::units::ProviderId;

pub(super) const FIELDS: [Field; 13] = [
    required("person", Kind::Int),
    required("area", Kind::Text),
    required("population", Kind::Text),
    required("sex", Kind::Text),
    required("age", Kind::Text),
    required("age_years", Kind::Int),
    required("education", Kind::Text),
    required("birth_region", Kind::Text),
    required("disability", Kind::Text),
    required("programme", Kind::Text),
    required("category", Kind::Text),
    required("spell", Kind::Int),
    required("registration_days", Kind::Int),
];

/// The names behind the numbers of areas and providers, in the order of the scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub areas: Vec<String>,
    pub providers: Vec<String>,
}

/// A category's names as shared texts, by number.
pub(super) struct Vocabulary(Vec<ByteArray>);

impl Vocabulary {
    pub(super) fn of<T: AsRef<str>>(names: &[T]) -> Vocabulary {
        Vocabulary(names.iter().map(|name| ByteArray::from(name.as_ref())).collect())
    }

    pub(super) fn text(&self, number: usize) -> ByteArray {
        self.0[number].clone()
    }

    pub(super) fn cell(&self, number: usize) -> Cell {
        Cell::Text(Some(self.text(number)))
    }
}

/// The vocabularies of the columns that facts and entries share.
pub(super) struct Shared {
    areas: Vocabulary,
    providers: Vocabulary,
    population: Vocabulary,
    sex: Vocabulary,
    age: Vocabulary,
    education: Vocabulary,
    birth_region: Vocabulary,
    disability: Vocabulary,
    programme: Vocabulary,
    category: Vocabulary,
    level: Vocabulary,
}

impl Shared {
    pub(super) fn new(names: &Names) -> Shared {
        Shared {
            areas: Vocabulary::of(&names.areas),
            providers: Vocabulary::of(&names.providers),
            population: Vocabulary::of(Population::NAMES),
            sex: Vocabulary::of(Sex::NAMES),
            age: Vocabulary::of(AgeGroup::NAMES),
            education: Vocabulary::of(Education::NAMES),
            birth_region: Vocabulary::of(BirthRegion::NAMES),
            disability: Vocabulary::of(Disability::NAMES),
            programme: Vocabulary::of(Programme::NAMES),
            category: Vocabulary::of(Category::NAMES),
            level: Vocabulary::of(Level::NAMES),
        }
    }

    pub(super) fn provider(&self, provider: ProviderId) -> ByteArray {
        self.providers.text(provider.index())
    }

    pub(super) fn level(&self, level: Level) -> ByteArray {
        self.level.text(level as usize)
    }

    pub(super) fn programme(&self, programme: Programme) -> ByteArray {
        self.programme.text(programme as usize)
    }

    /// A subject's cells, in the order of `FIELDS`.
    pub(super) fn subject(&self, subject: &Subject) -> [Cell; FIELDS.len()] {
        let int = |value: u32| Cell::Int(Some(value as i32));
        [
            int(subject.person.0),
            self.areas.cell(subject.area.index()),
            self.population.cell(subject.population as usize),
            self.sex.cell(subject.sex as usize),
            self.age.cell(AgeGroup::of(i32::from(subject.age_years)) as usize),
            int(subject.age_years.into()),
            self.education.cell(subject.education as usize),
            self.birth_region.cell(subject.birth_region as usize),
            self.disability.cell(subject.disability as usize),
            self.programme.cell(subject.programme as usize),
            self.category.cell(subject.category as usize),
            int(subject.spell.into()),
            int(subject.registration_days.into()),
        ]
    }
}
