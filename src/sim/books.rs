//! The books of a replication, in double entry: what is booked for a referral is a cost of a kind and a debt to a provider, and
//! what is paid settles the debt. They are kept apart from the ledger and held against it.

use crate::journal::{Entry, PaymentKind};
use crate::units::{Day, Sek};

/// Accounts of a run. Costs and cash stand on one side, what is owed on the other.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// Cost by kind of payment.
    cost: [Sek; PaymentKind::ALL.len()],
    /// Everything ever owed to a provider.
    owed: Vec<Sek>,
    /// Payments that fall due, by day of the run; the last are those after it.
    due: Vec<Sek>,
    paid: Sek,
    first: Day,
}

impl Books {
    /// Empty books for a run of some days.
    pub fn open(&mut self, from: Day, to: Day, providers: usize) {
        self.cost = Default::default();
        (self.first, self.paid) = (from, Sek::ZERO);
        for (accounts, count) in [(&mut self.owed, providers), (&mut self.due, (to - from) as usize + 2)] {
            accounts.clear();
            accounts.resize(count, Sek::ZERO);
        }
    }

    #[inline]
    pub fn book(&mut self, entry: &Entry) {
        self.cost[entry.kind as usize] += entry.amount;
        self.owed[entry.provider.index()] += entry.amount;
        let day = (entry.paid_on - self.first) as usize;
        let after = self.due.len() - 1;
        self.due[day.min(after)] += entry.amount;
    }

    /// Pays what is due on a day. What is booked is never due before it is booked.
    pub fn pay(&mut self, day: Day) {
        self.paid += std::mem::take(&mut self.due[(day - self.first) as usize]);
    }

    /// Holds the books against each other, against the ledger's sum and against what the referrals say was booked for them.
    ///
    /// # Errors
    /// If they are an öre apart.
    pub fn close(&self, ledger: Sek, referrals: Sek) -> Result<(), String> {
        let sum = |accounts: &[Sek]| accounts.iter().copied().sum::<Sek>();
        let (cost, owed, open) = (sum(&self.cost), sum(&self.owed), sum(&self.due));
        let sides = [
            ("costs by kind", cost),
            ("debts to providers", owed),
            ("payments made and to come", self.paid + open),
            ("referrals", referrals),
        ];
        let wrong = sides.into_iter().find(|(_, side)| *side != ledger);
        wrong.map_or(Ok(()), |(what, side)| {
            Err(format!("the books do not balance: the ledger has {} öre, {what} {} öre", ledger.ore(), side.ore()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Payee, Subject};
    use crate::pathway::payments::Settlement;
    use crate::pathway::person::{BirthRegion, Category, Disability, Education, Population, Sex, Traits};
    use crate::pathway::thresholds::Level;
    use crate::units::{AreaId, PersonId, ProviderId};

    fn entry(kind: PaymentKind, ore: i64, paid_on: Day) -> Entry {
        let traits = Traits {
            area: AreaId(0),
            sex: Sex::Man,
            education: Education::Compulsory,
            birth_region: BirthRegion::Sweden,
            disability: Disability::None,
            born: Day(0),
            newly_arrived: false,
        };
        let subject = Subject::new(PersonId(0), Population::Stock, &traits, Category::Unemployed);
        let payee = Payee { subject, provider: ProviderId(1), level: Level::A };
        let settled = Settlement { claimed_on: Day(100), approved_on: Day(100), paid_on };
        Entry::single(kind, payee, Sek::from_ore(ore), Day(100), settled)
    }

    /// 5,500 öre paid within the run, 100 taken back, 20,300 paid after it; an öre more or less in the ledger is seen.
    #[test]
    fn books_balance_to_the_ore() {
        let mut books = Books::default();
        books.open(Day(100), Day(110), 2);
        for (kind, ore, paid_on) in [(PaymentKind::Base, 5_500, 103), (PaymentKind::Base, -100, 110), (PaymentKind::Result, 20_300, 140)] {
            books.book(&entry(kind, ore, Day(paid_on)));
        }
        (100..=110).for_each(|day| books.pay(Day(day)));
        assert_eq!((books.paid, books.due[11]), (Sek::from_ore(5_400), Sek::from_ore(20_300)));
        let all = Sek::from_ore(25_700);
        assert_eq!(books.close(all, all), Ok(()));
        for (ledger, referrals) in [(25_699, 25_700), (25_700, 25_701)] {
            assert!(books.close(Sek::from_ore(ledger), Sek::from_ore(referrals)).is_err());
        }
        books.owed[0] += Sek::from_ore(1);
        assert!(books.close(all, all).unwrap_err().contains("debts to providers 25701"));
    }
}
