//! Daily accrual as a view of the ledger: exact by construction, because it only splits what an entry says.

use crate::engine::workdays::Workdays;
use crate::journal::{Entry, PaymentKind};
use crate::units::{Day, Sek};

/// How much of an entry accrues from `from` to `to`, both included. A base payment puts one unit on each working day from
/// its first on, as far as its units go, and what is left on its last; every other krona accrues on its day.
pub fn accrued(entry: &Entry, from: Day, to: Day, workdays: &Workdays) -> Sek {
    if from <= entry.first && entry.last <= to {
        return entry.amount;
    }
    accrued_until(entry, to, workdays) - accrued_until(entry, from - 1, workdays)
}

fn accrued_until(entry: &Entry, day: Day, workdays: &Workdays) -> Sek {
    if day < entry.first {
        return Sek::ZERO;
    }
    if entry.last <= day || entry.kind != PaymentKind::Base {
        return entry.amount;
    }
    let units = workdays.between(entry.first, day).min(i32::from(entry.units));
    entry.per_unit.times(i64::from(units))
}
