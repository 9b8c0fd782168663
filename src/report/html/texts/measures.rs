//! Texts of the table of all measures.

use super::texts;

texts! {
    /// All measures, and how to read them.
    Measures {
        title: "All measures", "Alla mått";
        headline: "The main measures: their intervals hold together", "Huvudmåtten: intervallen gäller tillsammans";
        main: "The main measures", "Huvudmåtten";
        rest: "All other measures ({count}): each interval holds for itself", "Alla andra mått ({count}): varje intervall gäller för sig";
        measure: "Measure", "Mått";
        key: "Category or date", "Kategori eller datum";
        error: "Standard error", "Medelfel";
        reduction: "Variance reduction", "Varians\u{ad}minskning";
        no_difference: "no difference", "ingen skillnad";
        constant: "the same in every replication", "samma i varje replikation";
        times: "{factor} times", "{factor} gånger";
        error_text: "The standard error says how sure a mean over replications is, and shrinks with their number; the spread of outcomes (5–95 percent of replications) says how different one year can be from another by luck alone, and does not shrink.",
            "Medelfelet säger hur säkert ett medelvärde över replikationerna är, och krymper med deras antal; spridningen i utfall (5–95 procent av replikationerna) säger hur mycket två år kan skilja sig åt av ren slump, och krymper inte.";
        reduction_text: "Variance reduction says how many times as many replications would be needed for the same certainty if base and variant did not share their luck.",
            "Variansminskningen säger hur många gånger fler replikationer som skulle behövas för samma säkerhet om utgångsläget och varianten inte hade samma slump.";
        points: "differences in percentage points", "skillnader i procentenheter";
        points_text: "Differences, standard errors and intervals of shares are in percentage points.",
            "Skillnader, medelfel och intervall för andelar anges i procentenheter.";
    }
}
