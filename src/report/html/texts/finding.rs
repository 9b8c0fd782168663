//! Texts of the sentence that states the finding, the four numbers, and the overview of several variants.

use super::texts;

texts! {
    /// What the comparison found.
    Finding {
        more: "With {variant} the service would have {size} more participants on average than with {base}",
            "Med {variant} skulle tjänsten ha {size} fler deltagare i genomsnitt än med {base}";
        fewer: "With {variant} the service would have {size} fewer participants on average than with {base}",
            "Med {variant} skulle tjänsten ha {size} färre deltagare i genomsnitt än med {base}";
        same: "With {variant} the service would have exactly as many participants as with {base}",
            "Med {variant} skulle tjänsten ha exakt lika många deltagare som med {base}";
        not_yet: "Whether {variant} gives more or fewer participants than {base} cannot be told yet: the mean difference is {difference} ({interval})",
            "Om {variant} ger fler eller färre deltagare än {base} går inte att avgöra än: skillnaden är i genomsnitt {difference} ({interval})";
        one_run: "In the single replication made, {variant} has {difference} participants on average compared with {base}; how sure that is cannot be told from one",
            "I den enda replikation som gjorts har {variant} {difference} deltagare i genomsnitt jämfört med {base}; hur säkert det är går inte att säga av en enda";
        still_fewer: ", and still {gap} fewer than planned.", ", och fortfarande {gap} färre än planerat.";
        now_fewer: ", which is {gap} fewer than planned.", ", vilket är {gap} färre än planerat.";
        still_more: ", and still {gap} more than planned.", ", och fortfarande {gap} fler än planerat.";
        now_more: ", which is {gap} more than planned.", ", vilket är {gap} fler än planerat.";
        no_plan: ".", ".";
        compared: "{variant} was compared with {base}.", "{variant} har jämförts med {base}.";
        most: "Of {count} variants, {variant} changes the number of participants most: {difference} ({interval}) on average compared with {base}",
            "Av {count} varianter ändrar {variant} antalet deltagare mest: {difference} ({interval}) i genomsnitt jämfört med {base}";
        all_same: "None of the {count} variants changes the number of participants compared with {base}",
            "Ingen av de {count} varianterna ändrar antalet deltagare jämfört med {base}";
        none_meets: ". None reaches the {plan} that were planned (nearest: {nearest}, {gap} short).",
            ". Ingen når de {plan} som planerades (närmast: {nearest}, {gap} för få).";
        meets: ". The planned {plan} would be reached by {number}: {names}.", ". De planerade {plan} skulle nås av {number}: {names}.";
        meets_many: ". The planned {plan} would be reached by {number} of them.", ". De planerade {plan} skulle nås av {number} av dem.";
        participants: "Participants, mean of month ends", "Deltagare, medel av månadsslut";
        starts: "Persons who start", "Personer som startar";
        cost: "Payments to providers, accrued", "Ersättning till leverantörer, upplupen";
        cost_per_start: "Payments per start", "Ersättning per start";
        result_share: "Starts with a result", "Starter med resultat";
        in_variant: "{unit} in the variant", "{unit} i varianten";
        base_value: "base: {value}", "utgångsläge: {value}";
        plan_value: "planned: {value}", "planerat: {value}";
        together: "The intervals hold together: all of them are right at once in 95 of 100 such comparisons.",
            "Intervallen gäller tillsammans: i 95 av 100 sådana jämförelser stämmer alla på en gång.";
        alone: "The intervals are 95 % intervals of the mean difference, each for itself.",
            "Intervallen är 95 %-intervall för den genomsnittliga skillnaden, vart och ett för sig.";
        no_interval: "A single replication gives no interval.", "En enda replikation ger inget intervall.";
        accrues: "Only what accrues by the run’s last day is counted: persons who start late cost more after it, so payments per start are lower than what a start costs in the end.",
            "Här ingår bara ersättning som är upplupen till och med körningens sista dag. För personer som startar sent tillkommer kostnader därefter, så ersättningen per start är lägre än vad en start kostar till slut.";
        how_sure: "How sure is that? The interval is chance alone: what is not known about the world (the assumptions) is not in it.",
            "Hur säkert är det? Intervallet visar bara slumpen. Det som är okänt om verkligheten (antagandena) ingår inte.";
        picture_one: "Participants at month ends, in base and variant", "Deltagare vid månadsslut, i utgångsläge och variant";
        picture_all: "Participants at month ends, in base and variants", "Deltagare vid månadsslut, i utgångsläge och varianter";
        picture_of: "Participants at month ends with {name}", "Deltagare vid månadsslut med {name}";
        alt_lines: "Lines over {from} to {to}. At the end {ends}.", "Linjer från den {from} till den {to}. Vid slutet {ends}.";
        plan_line: "Plan: {value} on average", "Plan: {value} i genomsnitt";
        overview: "All variants", "Alla varianter";
        overview_picture: "Participants on average, and the plan", "Deltagare i genomsnitt, och planen";
        overview_alt: "Mean number of participants: {ends}.", "Genomsnittligt antal deltagare: {ends}.";
        bars_note: "Symbol: mean. Line: 5–95 percent of replications. Dotted: the plan.",
            "Symbol: medel. Linje: 5–95 procent av replikationerna. Prickat: planen.";
        band_note: "Lines: means. Shaded: 5–95 percent of replications. The plan is one average, not a path month by month.",
            "Linjer: medelvärden. Skuggat: 5–95 procent av replikationerna. Planen är ett genomsnitt, inte en utveckling månad för månad.";
        meets_plan: "Mean meets the plan", "Medel når planen";
        yes: "yes: {gap} more", "ja: {gap} fler";
        no: "no: {gap} short", "nej: {gap} för få";
        starts_short: "Starts", "Starter";
        payments_short: "Payments", "Ersättning";
        participants_short: "Participants", "Deltagare";
        no_figures: "The comparison has no figures for this.", "Jämförelsen har inga siffror för detta.";
    }
}
