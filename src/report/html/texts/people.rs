//! Texts of who changes.

use super::texts;

texts! {
    /// Who changes, and whom the truth would have placed otherwise.
    People {
        title: "Who changes", "Vilka som berörs";
        explained: "Every person is followed in base and variant with the same luck. A difference is direct if a rule or price that applies to the person differs; it is crowded if the person's own rules are the same and a queue, the contact order or a full provider changed.",
            "Varje person följs i utgångsläge och variant med samma slump. En skillnad är direkt om en regel eller ett pris som gäller personen skiljer sig åt; den är indirekt (trängsel) om personens egna regler är desamma men en kö, kontaktordningen eller en full leverantör har ändrats.";
        flows: "Where persons get to: from base to variant", "Hur långt personer kommer: från utgångsläge till variant";
        flow_picture: "The largest changes, persons per replication", "De största förändringarna, personer per replikation";
        flow_alt: "The largest: {count} persons go from {from} to {to}.", "Den största: {count} personer går från {from} till {to}.";
        flow_note: "Means over replications. Full bars: direct. Hatched bars: crowded.",
            "Medelvärden över replikationerna. Fyllda staplar: direkta. Skrafferade staplar: indirekta (trängsel).";
        from: "In the base", "I utgångsläget";
        to: "In the variant", "I varianten";
        direct: "Direct", "Direkt";
        crowded: "Crowded", "Indirekt (trängsel)";
        both: "Together", "Tillsammans";
        error: "{what}, standard error", "{what}, medelfel";
        flow: "{from} → {to}", "{from} → {to}";
        no_flows: "Nobody gets anywhere else than in the base.", "Ingen kommer någon annanstans än i utgångsläget.";
        changed: "How many persons are affected", "Hur många personer som påverkas";
        changed_text: "Of {persons} persons something differs for {lives} ({share}).", "Av {persons} personer är det något som skiljer sig åt för {lives} ({share}).";
        what_differs: "What differs", "Vad som skiljer sig åt";
        lives: "anything at all: a date, a payment, a step", "något över huvud taget: ett datum, en utbetalning, ett steg";
        standings: "how far the person comes", "hur långt personen kommer";
        providers: "as far, but with another provider", "lika långt, men hos en annan leverantör";
        payments: "as far and with the same provider, but other payments", "lika långt och hos samma leverantör, men annan ersättning";
        share: "Share of all persons", "Andel av alla personer";
        groups: "Starts by group", "Starter efter grupp";
        groups_picture: "Difference in starts by group", "Skillnad i antal starter efter grupp";
        groups_alt: "Difference in starts: {ends}.", "Skillnad i antal starter: {ends}.";
        groups_note: "Variant less base: mean difference in persons, its 95 % interval, and the change in percent of the base.",
            "Variant minus utgångsläge: genomsnittlig skillnad i personer, dess 95 %-intervall och förändringen i procent av utgångsläget.";
        hindsight: "Wrongly too near, wrongly too far", "Felaktigt för nära, felaktigt för långt ifrån";
        hindsight_text: "Only a simulation knows a person's true job chance. Held against it under the lines in force, these profilings would have been placed otherwise.",
            "Bara i en simulering är en persons faktiska jobbchans känd. Mätt mot den, med de gränser som gällde, skulle de här profileringarna ha hamnat annorlunda.";
        profilings: "Profilings per replication", "Profileringar per replikation";
        too_near: "too near", "för nära";
        false_too_near: "too near, although the true chance lies below that boundary", "för nära, trots att den faktiska chansen ligger under den gränsen";
        too_far: "too far", "för långt ifrån";
        false_too_far: "too far, although the true chance is at or above that boundary", "för långt ifrån, trots att den faktiska chansen ligger på eller över den gränsen";
        hindsight_note: "Every profiling counts here, however often a person is profiled; the measure “verdicts” counts at most one per person and day, so its figures are lower.",
            "Här räknas varje profilering, hur ofta en person än profileras; måttet ”besked” räknar högst en per person och dag och är därför lägre.";
        of_which: "Share of those above", "Andel av raden ovan";
    }
}
