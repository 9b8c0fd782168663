//! Daily accrual as a view of the ledger: exact by construction, because it only splits what an entry says.

use super::values::Basis;
use crate::engine::workdays::Workdays;
use crate::journal::Entry;
use crate::pathway::payments::Per;
use crate::units::{Day, Sek};

/// How much of an entry accrues from `from` to `to`, both included. A payment by days puts one unit on each working or calendar day
/// from its first on, as far as its units go; one by the month is spread evenly, whole öre at a time, and ends on its last day with all
/// of it. Every other krona accrues on its day.
pub fn accrued(entry: &Entry, from: Day, to: Day, workdays: &Workdays) -> Sek {
    if from <= entry.first && entry.last <= to {
        return entry.amount;
    }
    accrued_until(entry, to, workdays) - accrued_until(entry, from - 1, workdays)
}

/// How much of an entry counts from `from` to `to`, both included, by one of its days.
pub fn on_basis(entry: &Entry, basis: Basis, (from, to): (Day, Day), workdays: &Workdays) -> Sek {
    let day = match basis {
        Basis::Accrued => return accrued(entry, from, to, workdays),
        Basis::Claimed => entry.claimed_on,
        Basis::Approved => entry.approved_on,
        Basis::Paid => entry.paid_on,
    };
    if from <= day && day <= to { entry.amount } else { Sek::ZERO }
}

/// Units of an entry by days that accrue up to a day.
pub fn units_until(entry: &Entry, day: Day, workdays: &Workdays) -> i32 {
    let passed = match entry.per {
        _ if day < entry.first => 0,
        _ if entry.last <= day => i32::from(entry.units),
        Per::WorkingDay => workdays.between(entry.first, day),
        Per::CalendarDay => day - entry.first + 1,
        Per::Month => 0,
    };
    passed.min(i32::from(entry.units))
}

fn accrued_until(entry: &Entry, day: Day, workdays: &Workdays) -> Sek {
    if day < entry.first {
        return Sek::ZERO;
    }
    if entry.last <= day {
        return entry.amount;
    }
    if entry.per == Per::Month {
        let [days, all] = [day, entry.last].map(|to| i64::from(to - entry.first + 1));
        return Sek::from_ore(entry.amount.ore() * days / all);
    }
    entry.per_unit.times(i64::from(units_until(entry, day, workdays)))
}
