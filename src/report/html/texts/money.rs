//! Texts of money and providers.

use super::texts;

texts! {
    /// What it costs, and who is paid.
    Money {
        title: "Money", "Pengar";
        totals: "Payments to providers in the whole run", "Ersättning till leverantörer under hela körningen";
        months: "Payments by month, million SEK", "Ersättning per månad, miljoner kr";
        months_alt: "The highest month accrues {base} in the base and {variant} in the variant.",
            "I månaden med mest upplupen ersättning är den {base} i utgångsläget och {variant} i varianten.";
        months_note: "Sums of means over the kinds. Accrued: when earned. Paid: when the money leaves.",
            "Summor av medelvärden över ersättningsslagen. Upplupen: när den tjänas in. Utbetald: när pengarna lämnar myndigheten.";
        months_table: "Payments by month and kind", "Ersättning per månad och ersättningsslag";
        million: "million SEK", "miljoner kr";
        thousand: "thousand SEK", "tusen kr";
        kind: "Kind", "Ersättningsslag";
        accrued_of: "{name}, accrued", "{name}, upplupen";
        paid_of: "{name}, paid", "{name}, utbetald";
        providers: "Providers", "Leverantörer";
        per_start: "Payments per start", "Ersättning per start";
        by_result: "What is paid by result, share of the payments", "Andel av ersättningen som betalas för resultat";
        earnings: "Providers' profit, by type", "Leverantörernas vinst, efter typ";
        result_costs: "Payments per result, by level", "Ersättning per resultat, efter nivå";
        result_costs_alt: "Means: {ends}.", "Medelvärden: {ends}.";
        result_costs_note: "Payments of the run over results approved in it, mean of the replications with any.",
            "Körningens ersättning genom resultat som godkänts i den, medelvärde av de körningar som har några.";
        level_of: "{level}, {name}", "{level}, {name}";
        by_type: "Starts by provider type", "Starter efter leverantörstyp";
        active: "Number of providers with participants", "Antal leverantörer med deltagare";
        shares: "The largest providers, and no active choice", "De största leverantörerna, och ickeval";
    }
}
