//! What each kind of fact says, spread over the journal's columns.

use ::parquet::data_type::ByteArray;

use super::subject::{Shared, Vocabulary};
use super::table::{Cell, Field, Kind as Type, nullable};
use crate::journal::What;
use crate::pathway::caseworker::Reason;
use crate::pathway::outcomes::Cause;
use crate::pathway::placement::EndReason;
use crate::pathway::profiling::Occasion;
use crate::pathway::thresholds::{Level, Verdict};
use crate::units::ProviderId;

/// Names of [`Channel`](crate::journal::Channel), in the order of the enum.
const CHANNELS: [&str; 4] = ["stock", "web", "local_office", "own_journey"];

/// The columns of a payload.
pub(super) const FIELDS: [Field; 29] = [
    nullable("channel", Type::Text),
    nullable("cause", Type::Text),
    nullable("full_time", Type::Bool),
    nullable("ends_registration", Type::Bool),
    nullable("payable", Type::Bool),
    nullable("entered_programme", Type::Text),
    nullable("on_list", Type::Bool),
    nullable("in_target_group", Type::Bool),
    nullable("reached", Type::Bool),
    nullable("waited", Type::Int),
    nullable("score", Type::Double),
    nullable("verdict", Type::Text),
    nullable("by_lines", Type::Text),
    nullable("occasion", Type::Text),
    nullable("first", Type::Bool),
    nullable("level", Type::Text),
    nullable("from_level", Type::Text),
    nullable("reason", Type::Text),
    nullable("provider", Type::Text),
    nullable("from_provider", Type::Text),
    nullable("active", Type::Bool),
    nullable("last", Type::Bool),
    nullable("month", Type::Int),
    nullable("contacts", Type::Int),
    nullable("approved", Type::Bool),
    nullable("days", Type::Int),
    nullable("result", Type::Int),
    nullable("effort", Type::Double),
    nullable("true_chance", Type::Double),
];

/// The vocabularies of the payload's own columns.
pub(super) struct Words {
    channel: Vocabulary,
    cause: Vocabulary,
    verdict: Vocabulary,
    occasion: Vocabulary,
    reason: Vocabulary,
    end_reason: Vocabulary,
}

impl Words {
    pub(super) fn new() -> Words {
        Words {
            channel: Vocabulary::of(&CHANNELS),
            cause: Vocabulary::of(Cause::NAMES),
            verdict: Vocabulary::of(Verdict::NAMES),
            occasion: Vocabulary::of(Occasion::NAMES),
            reason: Vocabulary::of(Reason::NAMES),
            end_reason: Vocabulary::of(EndReason::NAMES),
        }
    }
}

/// What one fact says, in the columns of `FIELDS`.
#[derive(Default)]
pub(super) struct Payload {
    channel: Option<ByteArray>,
    cause: Option<ByteArray>,
    full_time: Option<bool>,
    ends_registration: Option<bool>,
    payable: Option<bool>,
    entered_programme: Option<ByteArray>,
    on_list: Option<bool>,
    in_target_group: Option<bool>,
    reached: Option<bool>,
    waited: Option<u16>,
    score: Option<f64>,
    verdict: Option<ByteArray>,
    by_lines: Option<ByteArray>,
    occasion: Option<ByteArray>,
    first: Option<bool>,
    level: Option<ByteArray>,
    from_level: Option<ByteArray>,
    reason: Option<ByteArray>,
    provider: Option<ByteArray>,
    from_provider: Option<ByteArray>,
    active: Option<bool>,
    last: Option<bool>,
    month: Option<u8>,
    contacts: Option<u8>,
    approved: Option<bool>,
    days: Option<u16>,
    result: Option<u16>,
    effort: Option<f64>,
    truth: Option<f64>,
}

impl Payload {
    pub(super) fn of(what: &What, shared: &Shared, words: &Words) -> Payload {
        let none = Payload::default();
        let cause = |cause: Cause| Some(words.cause.text(cause as usize));
        let level = |level: Level| Some(shared.level(level));
        let verdict = |verdict: Verdict| Some(words.verdict.text(verdict as usize));
        let provider = |provider: ProviderId| Some(shared.provider(provider));
        match *what {
            What::Registered { channel } => Payload { channel: Some(words.channel.text(channel as usize)), ..none },
            What::Deregistered { cause: why } => Payload { cause: cause(why), ..none },
            What::WorkBegan { cause: why, full_time, ends_registration, payable } => Payload {
                cause: cause(why),
                full_time: Some(full_time),
                ends_registration: Some(ends_registration),
                payable: Some(payable),
                ..none
            },
            What::WorkEnded => none,
            What::ProgrammeEntered { programme } => Payload { entered_programme: Some(shared.programme(programme)), ..none },
            What::Preprofiled { on_list, in_target_group } => {
                Payload { on_list: Some(on_list), in_target_group: Some(in_target_group), ..none }
            }
            What::Contacted { reached, waited } => Payload { reached: Some(reached), waited: Some(waited), ..none },
            What::Profiled { score, verdict: given, by_lines, occasion, first } => Payload {
                score: Some(score.0.into()),
                verdict: verdict(given),
                by_lines: verdict(by_lines),
                occasion: Some(words.occasion.text(occasion as usize)),
                first: Some(first),
                ..none
            },
            What::Referred { level: to, verdict: given, waited, truth } => {
                Payload { level: level(to), verdict: verdict(given), waited: Some(waited), truth: Some(truth.0.into()), ..none }
            }
            What::BudgetSpent { level: to, verdict: given, waited } => {
                Payload { level: level(to), verdict: verdict(given), waited: Some(waited), ..none }
            }
            What::Deviated { verdict: given, reason, waited } => {
                Payload { verdict: verdict(given), reason: Some(words.reason.text(reason as usize)), waited: Some(waited), ..none }
            }
            What::LevelCorrected { from, to } => Payload { from_level: level(from), level: level(to), ..none },
            What::Chose { provider: who, active, waited } => {
                Payload { provider: provider(who), active: Some(active), waited: Some(waited), ..none }
            }
            What::Started { provider: who, level: at, verdict: given, waited, effort } => Payload {
                provider: provider(who),
                level: level(at),
                verdict: verdict(given),
                waited: Some(waited),
                effort: Some(effort.ratio()),
                ..none
            },
            What::Refused { provider: who, level: at, last } => {
                Payload { provider: provider(who), level: level(at), last: Some(last), ..none }
            }
            What::Queued { provider: who } | What::Planned { provider: who } | What::Extended { provider: who } => {
                Payload { provider: provider(who), ..none }
            }
            What::Reported { provider: who, level: at, month, contacts, approved } => Payload {
                provider: provider(who),
                level: level(at),
                month: Some(month),
                contacts: Some(contacts),
                approved: Some(approved),
                ..none
            },
            What::Switched { from, to } => Payload { from_provider: provider(from), provider: provider(to), ..none },
            What::SwitchDeclined { to } => Payload { provider: provider(to), ..none },
            What::Ended { provider: who, level: at, reason, days } => Payload {
                provider: provider(who),
                level: level(at),
                reason: Some(words.end_reason.text(reason as usize)),
                days: Some(days),
                ..none
            },
            What::Result { number, provider: who, level: at, cause: why } => {
                Payload { result: Some(u16::from(number) + 1), provider: provider(who), level: level(at), cause: cause(why), ..none }
            }
        }
    }

    pub(super) fn cells(self) -> [Cell; FIELDS.len()] {
        let int = |value: Option<u16>| Cell::Int(value.map(i32::from));
        [
            Cell::Text(self.channel),
            Cell::Text(self.cause),
            Cell::Bool(self.full_time),
            Cell::Bool(self.ends_registration),
            Cell::Bool(self.payable),
            Cell::Text(self.entered_programme),
            Cell::Bool(self.on_list),
            Cell::Bool(self.in_target_group),
            Cell::Bool(self.reached),
            int(self.waited),
            Cell::Double(self.score),
            Cell::Text(self.verdict),
            Cell::Text(self.by_lines),
            Cell::Text(self.occasion),
            Cell::Bool(self.first),
            Cell::Text(self.level),
            Cell::Text(self.from_level),
            Cell::Text(self.reason),
            Cell::Text(self.provider),
            Cell::Text(self.from_provider),
            Cell::Bool(self.active),
            Cell::Bool(self.last),
            int(self.month.map(u16::from)),
            int(self.contacts.map(u16::from)),
            Cell::Bool(self.approved),
            int(self.days),
            int(self.result),
            Cell::Double(self.effort),
            Cell::Double(self.truth),
        ]
    }
}
