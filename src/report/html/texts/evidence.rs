//! Texts of the fit to evidence, the assumptions and the null tests.

use super::texts;

texts! {
    /// What the figures rest on.
    Evidence {
        title: "What the figures rest on", "Vad siffrorna vilar på";
        fit: "Published and simulated figures of the base", "Publicerade och simulerade siffror för utgångsläget";
        fit_text: "{within} of {of} published figures agree with the base within their tolerance.",
            "{within} av {of} publicerade siffror stämmer med utgångsläget inom sin tolerans.";
        fit_none: "The base names no published figures to hold it against.", "Utgångsläget har inga publicerade siffror att ställas mot.";
        fact: "Figure", "Uppgift";
        published: "Published", "Publicerat";
        simulated: "Simulated, mean", "Simulerat, medel";
        agreement: "Agreement", "Överensstämmelse";
        agrees: "agrees", "stämmer";
        differs: "differs", "avviker";
        unknown: "cannot be held against it", "kan inte jämföras";
        assumptions: "Assumptions that bear on the results", "Antaganden som påverkar resultaten";
        assumptions_text: "These values have no source: they are assumptions. A result that hangs on one of them is worth running at both ends of its range.",
            "Dessa värden saknar källa: de är antaganden. Ett resultat som hänger på ett av dem bör köras i båda ändar av dess intervall.";
        assumption: "Assumption", "Antagande";
        range: "Value and range", "Värde och intervall";
        null_tests: "Tests of the comparison itself", "Test av själva jämförelsen";
        against_itself: "The base run twice: the lives of {count} persons were compared, and all were equal to the bit.",
            "Utgångsläget kört två gånger: {count} personers liv jämfördes, och alla var exakt lika.";
        before: "Before the rules differ: nothing differs for any of {count} persons (all replications and variants).",
            "Innan reglerna skiljer: ingenting skiljer för någon av {count} personer (alla replikationer och varianter).";
        both_held: "Both tests held.", "Båda testen höll.";
    }
}
