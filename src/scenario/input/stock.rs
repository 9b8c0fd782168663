//! The user's own stock: one row a person, registered on the day before the run starts.

use super::Span;
use super::columns::{self, Column, category};
use super::rows::{Row, Rows};
use crate::pathway::person::{Category, Programme, Traits};
use crate::pathway::stock::GivenPerson;
use crate::scenario::faults::{Notes, suggestion};
use crate::scenario::source::Sources;
use crate::units::{AreaId, Day};

const NEEDED: [&Column; 6] =
    [&columns::AREA, &columns::SEX, &columns::EDUCATION, &columns::BIRTH_REGION, &columns::DISABILITY, &columns::REGISTERED_ON];
const OPTIONAL: [&Column; 5] = [&columns::BIRTH_DATE, &columns::AGE, &columns::PROGRAMME, &columns::CATEGORY, &columns::NEWLY_ARRIVED];

/// Most persons of a stock.
const MOST: usize = 20_000_000;

/// Whole years of those who may be job seekers.
const AGES: std::ops::RangeInclusive<i32> = 15..=80;

/// What is wrong with a row, and the way out.
type Wrong = (String, String);

struct Columns {
    needed: [usize; 6],
    optional: Vec<Option<usize>>,
}

/// Reads all persons; bad rows are reported and left out.
pub(super) fn read(mut rows: Rows, areas: &[String], span: Span, sources: &mut Sources, notes: &mut Notes) -> Vec<GivenPerson> {
    let mut persons = Vec::new();
    let Some((needed, optional)) = rows.columns(NEEDED, &OPTIONAL, sources, notes) else { return persons };
    let columns = Columns { needed, optional };
    if columns.optional[0].is_none() && columns.optional[1].is_none() {
        notes.fault(rows.said_at, format!("{} has neither birth_date (födelsedatum) nor age (ålder)", rows.name), "add one of them");
        return persons;
    }
    while let Some(row) = rows.next(sources, notes) {
        match person(&row, &columns, areas, span.from - 1) {
            Ok(person) if persons.len() < MOST => persons.push(person),
            Ok(_) => {
                notes.fault(rows.said_at, format!("{} has more than {MOST} persons", rows.name), "give a smaller population");
                break;
            }
            Err((message, way_out)) => rows.bad(&row, message, way_out, sources, notes),
        }
    }
    if persons.is_empty() && rows.bad == 0 {
        notes.warning(rows.said_at, format!("{} has no persons: only new registrations are simulated", rows.name), "");
    }
    rows.finish(notes);
    persons
}

fn person(row: &Row, columns: &Columns, areas: &[String], stock_day: Day) -> Result<GivenPerson, Wrong> {
    let text = |index: usize| row.record.get(columns.needed[index]).unwrap_or("");
    let extra = |index: usize| columns.optional[index].and_then(|place| row.record.get(place)).unwrap_or("");
    let registered_on = day(text(5), "registered_on")?;
    if registered_on > stock_day {
        let way_out = format!("the stock is those registered on {stock_day}, the day before the run starts: leave later ones out");
        return Err((format!("registered on {registered_on}"), way_out));
    }
    let programme = if extra(2).is_empty() { Programme::None } else { word(columns::PROGRAMMES, extra(2), "programme")? };
    let category = if extra(3).is_empty() { Category::Unemployed } else { word(columns::CATEGORIES, extra(3), "category")? };
    let newly_arrived = word(columns::TRUTHS, extra(4), "newly_arrived")? || programme == Programme::Establishment;
    let traits = Traits {
        area: area(text(0), areas)?,
        sex: word(columns::SEXES, text(1), "sex")?,
        education: word(columns::EDUCATIONS, text(2), "education")?,
        birth_region: word(columns::BIRTH_REGIONS, text(3), "birth_region")?,
        disability: word(columns::DISABILITIES, text(4), "disability")?,
        newly_arrived,
        born: born(extra(0), extra(1), stock_day, registered_on)?,
    };
    Ok(GivenPerson { traits, registered_on, category, programme })
}

fn word<T: Copy>(words: &'static [(T, &'static [&'static str])], text: &str, column: &str) -> Result<T, Wrong> {
    category(words, text).map_err(|known| (format!("{column} is \"{text}\""), suggestion(text, &known)))
}

pub(super) fn area(text: &str, areas: &[String]) -> Result<AreaId, Wrong> {
    let index = areas.iter().position(|area| area == text);
    let index = index.or_else(|| areas.iter().position(|area| area.to_lowercase() == text.to_lowercase()));
    let known: Vec<&str> = areas.iter().map(String::as_str).collect();
    index.map(|index| AreaId(index as u16)).ok_or_else(|| (format!("the area \"{text}\" is not in world.areas"), suggestion(text, &known)))
}

fn day(text: &str, column: &str) -> Result<Day, Wrong> {
    Day::parse(text).ok_or_else(|| {
        (format!("{column} is \"{text}\", which is not a date"), "dates are written year-month-day, such as 2019-11-04".into())
    })
}

/// Birthdays from birth to a day.
fn years(born: Day, day: Day) -> i32 {
    let ((born_year, born_month, born_on), (year, month, on)) = (born.ymd(), day.ymd());
    i32::from(year - born_year) - i32::from((month, on) < (born_month, born_on))
}

/// Day of birth, from the date or from the age in whole years: then in the middle of the year in question.
fn born(date: &str, age: &str, stock_day: Day, registered_on: Day) -> Result<Day, Wrong> {
    let born = if date.is_empty() {
        let years: i32 =
            age.parse().map_err(|_| (format!("age is \"{age}\", which is not a number of years"), "give whole years".to_string()))?;
        if !(0..=120).contains(&years) {
            return Err((format!("age is {years}"), format!("give whole years from {} to {}", AGES.start(), AGES.end())));
        }
        stock_day - (years * 1461 / 4 + 183)
    } else {
        day(date, "birth_date")?
    };
    let age = years(born, stock_day);
    if !AGES.contains(&age) {
        return Err((
            format!("the age on {stock_day} is {age} years"),
            format!("job seekers are {} to {} years old: check the date of birth", AGES.start(), AGES.end()),
        ));
    }
    if born >= registered_on {
        return Err((format!("registered on {registered_on}, before birth on {born}"), "check both dates".into()));
    }
    Ok(born)
}
