use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, Row};

use super::*;
use crate::journal::{Channel, Chunk, Entry, Fact, PaymentKind, Presence, Reader, Subject, What};
use crate::pathway::outcomes::Cause;
use crate::pathway::payments::Per;
use crate::pathway::person::{BirthRegion, Category, Disability, Education, Population, Programme, Sex};
use crate::pathway::placement::EndReason;
use crate::pathway::profiling::Occasion;
use crate::pathway::thresholds::{Level, Verdict};
use crate::report::input::SeriesRow;
use crate::units::{AreaId, Day, JobChance, PersonId, ProviderId, Sek};

fn names() -> Names {
    Names { areas: vec!["Umeå".into(), "Västerås".into()], providers: vec!["Flera områden 1".into(), "Nationell 1".into()] }
}

fn subject(person: u32) -> Subject {
    Subject {
        person: PersonId(person),
        area: AreaId(1),
        population: Population::New,
        sex: Sex::Woman,
        education: Education::Tertiary,
        birth_region: BirthRegion::OutsideEurope,
        disability: Disability::None,
        programme: Programme::Youth,
        category: Category::Unemployed,
        age_years: 24,
        spell: 0,
        registration_days: 91,
    }
}

fn read(bytes: Vec<u8>) -> Vec<Row> {
    let path = std::env::temp_dir().join(format!("troskel-{:?}-{}.parquet", std::thread::current().id(), std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    std::fs::remove_file(path).unwrap();
    rows
}

/// The cell of a column, by its name.
fn cell(row: &Row, name: &str) -> Field {
    row.get_column_iter().find(|(column, _)| *column == name).unwrap_or_else(|| panic!("no column {name}")).1.clone()
}

fn text(text: &str) -> Field {
    Field::Str(text.to_string())
}

fn facts() -> Vec<Fact> {
    let whats = [
        What::Registered { channel: Channel::OwnJourney },
        What::Profiled {
            score: JobChance(0.25),
            verdict: Verdict::LevelB,
            by_lines: Verdict::LevelA,
            occasion: Occasion::CaseOpened,
            first: true,
        },
        What::Chose { provider: ProviderId(1), active: false, waited: 7 },
        What::Ended { provider: ProviderId(0), level: Level::C, reason: EndReason::TimeUp, days: 365 },
        What::Result { number: 1, provider: ProviderId(0), level: Level::C, cause: Cause::Education },
    ];
    whats.into_iter().zip(0..).map(|(what, n)| Fact { day: Day(18_351 + n), subject: subject(n as u32), what }).collect()
}

#[test]
fn facts_come_back_with_their_attributes_and_nulls() {
    let mut writer = JournalWriter::new(Vec::new(), &names()).unwrap();
    writer.begin(4);
    writer.take(&Chunk { facts: facts(), ..Chunk::default() });
    let rows = read(writer.finish().unwrap());
    let events: Vec<Field> = rows.iter().map(|row| cell(row, "event")).collect();
    assert_eq!(events, ["registered", "profiled", "chose", "ended", "result"].map(text));
    assert_eq!((cell(&rows[0], "channel"), cell(&rows[0], "score")), (text("own_journey"), Field::Null));
    let profiled = &rows[1];
    assert_eq!(
        (cell(profiled, "replication"), cell(profiled, "date"), cell(profiled, "person")),
        (Field::Int(4), Field::Date(18_352), Field::Int(1))
    );
    assert_eq!([cell(profiled, "area"), cell(profiled, "age"), cell(profiled, "programme")], ["Västerås", "under_25", "youth"].map(text));
    assert_eq!((cell(profiled, "score"), cell(profiled, "first")), (Field::Double(0.25), Field::Bool(true)));
    assert_eq!(
        [cell(profiled, "verdict"), cell(profiled, "by_lines"), cell(profiled, "occasion")],
        ["level_b", "level_a", "case_opened"].map(text)
    );
    assert_eq!(
        (cell(&rows[2], "provider"), cell(&rows[2], "waited"), cell(&rows[2], "level")),
        (text("Nationell 1"), Field::Int(7), Field::Null)
    );
    assert_eq!((cell(&rows[3], "reason"), cell(&rows[3], "days")), (text("time_up"), Field::Int(365)));
    assert_eq!((cell(&rows[4], "cause"), cell(&rows[4], "result")), (text("education"), Field::Int(2)));
}

#[test]
fn entries_come_back_to_the_ore() {
    let entry = Entry {
        kind: PaymentKind::SpeedPremium,
        subject: subject(7),
        provider: ProviderId(0),
        level: Level::A,
        first: Day(18_400),
        last: Day(18_430),
        per: Per::WorkingDay,
        units: 22,
        per_unit: Sek::from_ore(5_501),
        amount: Sek::from_ore(121_022),
        claimed_on: Day(18_431),
        approved_on: Day(18_440),
        paid_on: Day(18_460),
    };
    let mut writer = LedgerWriter::new(Vec::new(), &names()).unwrap();
    writer.begin(1);
    writer.take(&Chunk { entries: vec![entry; 3], ..Chunk::default() });
    let rows = read(writer.finish().unwrap());
    assert_eq!(rows.len(), 3);
    assert_eq!((cell(&rows[2], "kind"), cell(&rows[2], "amount_ore")), (text("speed_premium"), Field::Long(121_022)));
    assert_eq!(cell(&rows[2], "per"), text("working_day"));
    assert_eq!((cell(&rows[2], "claimed_on"), cell(&rows[2], "approved_on")), (Field::Date(18_431), Field::Date(18_440)));
    assert_eq!((cell(&rows[2], "last"), cell(&rows[2], "paid_on")), (Field::Date(18_430), Field::Date(18_460)));
}

#[test]
fn contracts_come_back_with_days_only_where_they_are_known() {
    let open = (Day(18_400), Day::NEVER);
    let presence = Presence { day: Day(18_444), provider: ProviderId(0), area: AreaId(1), supervisors: 2.5, places: 125, open };
    let mut writer = ContractsWriter::new(Vec::new(), &names()).unwrap();
    writer.begin(2);
    writer.take(&Chunk { presences: vec![presence], ..Chunk::default() });
    let rows = read(writer.finish().unwrap());
    assert_eq!((cell(&rows[0], "replication"), cell(&rows[0], "supervisors")), (Field::Int(2), Field::Double(2.5)));
    assert_eq!((cell(&rows[0], "first"), cell(&rows[0], "last")), (Field::Date(18_400), Field::Null));
    assert_eq!((cell(&rows[0], "places"), cell(&rows[0], "date")), (Field::Int(125), Field::Date(18_444)));
}

#[test]
fn rows_beyond_a_row_group_are_kept_in_order() {
    let row = |n: u32| SeriesRow::<'static> {
        replication: n,
        date: Day(18_382),
        area: ["Umeå", "Västerås"][n as usize % 2],
        level: "",
        measure: "participants",
        value: f64::from(n) / 8.0,
    };
    let given: Vec<SeriesRow> = (0..(1 << 17) + 5).map(row).collect();
    let rows = read(series(Vec::new(), &given).unwrap());
    assert_eq!(rows.len(), given.len());
    let last = rows.last().unwrap();
    assert_eq!((cell(last, "replication"), cell(last, "value")), (Field::Int(131_076), Field::Double(16_384.5)));
    assert_eq!((cell(last, "area"), cell(last, "level")), (text("Umeå"), text("")));
}

#[test]
fn a_file_without_rows_is_still_a_file() {
    assert!(read(series(Vec::new(), Vec::<SeriesRow>::new()).unwrap()).is_empty());
}

/// A sink that takes a few bytes, as a disk that fills up.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_error_on_the_way_is_given_at_the_end() {
    let mut writer = JournalWriter::new(Full(100), &names()).unwrap();
    writer.take(&Chunk { facts: facts(), ..Chunk::default() });
    assert!(writer.finish().is_err());
}
