//! Texts of who changes.

use super::texts;

texts! {
    /// Who changes, and whom the truth would have placed otherwise.
    People {
        title: "Who changes", "Vilka som berörs";
        explained: "Every person is followed in base and variant with the same luck. A difference is direct if a rule or price that applies to the person differs; it is crowded if the person's own rules are the same and a queue, the contact order or a full provider changed.",
            "Varje person följs i utgångsläge och variant med samma slump. En skillnad är direkt om en regel eller ett pris som gäller personen skiljer; den är indirekt (trängsel) om personens egna regler är desamma men en kö, kontaktordningen eller en full leverantör har ändrats.";
        flows: "Where persons get to: from base to variant", "Hur långt personer kommer: från utgångsläge till variant";
        flow_picture: "The largest changes, persons per replication", "De största förändringarna, personer per replikation";
        flow_alt: "The largest: {count} persons go from {from} to {to}.", "Den största: {count} personer går från {from} till {to}.";
        flow_note: "Means over replications. Full bars: direct. Hatched bars: crowded.",
            "Medelvärden över replikationer. Fyllda staplar: direkt. Skrafferade staplar: indirekt (trängsel).";
        from: "In the base", "I utgångsläget";
        to: "In the variant", "I varianten";
        direct: "Direct", "Direkt";
        crowded: "Crowded", "Indirekt (trängsel)";
        both: "Together", "Tillsammans";
        error: "{what}, standard error", "{what}, medelfel";
        flow: "{from} → {to}", "{from} → {to}";
        no_flows: "Nobody gets anywhere else than in the base.", "Ingen kommer någon annanstans än i utgångsläget.";
        changed: "How many lives differ", "Hur många liv som skiljer";
        changed_text: "Of {persons} persons something differs for {lives} ({share}).", "Av {persons} personer skiljer något för {lives} ({share}).";
        what_differs: "What differs", "Vad som skiljer";
        lives: "anything at all: a date, a payment, a step", "något över huvud taget: ett datum, en betalning, ett steg";
        standings: "how far the person comes", "hur långt personen kommer";
        providers: "as far, but with another provider", "lika långt, men hos en annan leverantör";
        payments: "as far and with the same provider, but other payments", "lika långt och hos samma leverantör, men annan ersättning";
        share: "Share of all persons", "Andel av alla personer";
        groups: "Starts by group", "Starter per grupp";
        groups_picture: "Difference in starts by group, persons", "Skillnad i starter per grupp, personer";
        groups_alt: "Difference in starts: {ends}.", "Skillnad i starter: {ends}.";
        groups_note: "Variant less base. Symbol: mean difference. Line: 95 % interval.",
            "Variant minus utgångsläge. Symbol: genomsnittlig skillnad. Linje: 95 %-intervall.";
        hindsight: "Wrongly too near, wrongly too far", "Felaktigt för nära, felaktigt för långt ifrån";
        hindsight_text: "Only a simulation knows a person's true job chance. Held against it under the lines in force, these profilings would have been placed otherwise.",
            "Bara en simulering känner en persons faktiska jobbchans. Mätt mot den, med de gränser som gällde, skulle dessa profileringar ha hamnat annorlunda.";
        profilings: "Profilings per replication", "Profileringar per replikation";
        too_near: "too near", "för nära";
        false_too_near: "too near, although the true chance lies below that boundary", "för nära, fast den faktiska chansen ligger under den gränsen";
        too_far: "too far", "för långt ifrån";
        false_too_far: "too far, although the true chance is at or above that boundary", "för långt ifrån, fast den faktiska chansen ligger på eller över den gränsen";
        of_which: "Share of those above", "Andel av raden ovan";
    }
}
