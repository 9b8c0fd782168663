//! Texts of money and providers.

use super::texts;

texts! {
    /// What it costs, and who is paid.
    Money {
        title: "Money", "Pengar";
        totals: "Payments to providers in the whole run", "Ersättning till leverantörer under hela körningen";
        months: "Payments by month, million SEK", "Ersättning per månad, miljoner kr";
        months_alt: "The highest month accrues {base} in the base and {variant} in the variant.",
            "Månaden med mest upplupen ersättning har {base} i utgångsläget och {variant} i varianten.";
        months_note: "Sums of means over the kinds. Accrued: when earned. Paid: when the money leaves.",
            "Summor av medelvärden över slagen. Upplupen: när den tjänats in. Utbetald: när pengarna lämnar myndigheten.";
        months_table: "Payments by month and kind", "Ersättning per månad och slag";
        million: "million SEK", "miljoner kr";
        kind: "Kind", "Slag";
        accrued_of: "{name}, accrued", "{name}, upplupen";
        paid_of: "{name}, paid", "{name}, utbetald";
        providers: "Providers", "Leverantörer";
        providers_table: "Providers: starts by type, market and choice", "Leverantörer: starter per typ, marknad och val";
    }
}
