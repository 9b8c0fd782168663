//! Texts of the fit to evidence, the assumptions and the null tests.

use super::texts;

texts! {
    /// What the figures rest on.
    Evidence {
        title: "What the figures rest on", "Vad siffrorna vilar på";
        fit: "Published and simulated figures of the base", "Publicerade och simulerade siffror för utgångsläget";
        fit_text: "{within} of the {of} published figures shown here agree with the base within their tolerance. They are a selection: “troskel validate” has all.",
            "{within} av de {of} publicerade siffror som visas här stämmer med utgångsläget inom sin tolerans. De är ett urval: ”troskel validate” visar alla.";
        fit_none: "The base names no published figures to hold it against.", "Utgångsläget anger inga publicerade siffror att jämföra med.";
        fact: "Figure", "Uppgift";
        published: "Published", "Publicerat";
        simulated: "Simulated, mean", "Simulerat, medel";
        agreement: "Agreement", "Överensstämmelse";
        agrees: "agrees", "stämmer";
        differs: "differs", "avviker";
        unknown: "cannot be held against it", "går inte att jämföra";
        assumptions: "Assumptions with a documented range (their influence is not measured)",
            "Antaganden med dokumenterat intervall (deras inverkan är inte mätt)";
        assumptions_text: "These values have no source: they are assumptions. If a result may hang on one of them, the comparison is worth running at both ends of its range.",
            "De här värdena saknar källa: de är antaganden. Om ett resultat kan bero på ett av dem bör jämförelsen köras med båda ändarna av dess intervall. Texterna är på engelska.";
        assumption: "Assumption", "Antagande";
        range: "Value and range", "Värde och intervall";
        null_tests: "Tests of the comparison itself", "Tester av själva jämförelsen";
        against_itself: "The base run twice: the lives of {count} persons were compared, and all were equal to the bit.",
            "Utgångsläget kördes två gånger: {count} personers förlopp jämfördes, och alla var exakt lika.";
        before: "Before the rules differ: nothing differs for any of {count} persons (all replications and variants).",
            "Innan reglerna skiljer sig åt: inget skiljer sig för någon av {count} personer (alla replikationer och varianter).";
        before_nothing: "The rules differ from the start, so there is no time before it to compare.",
            "Reglerna skiljer sig åt från början, så det finns ingen tid dessförinnan att jämföra.";
        before_never: "No rule differs, and neither does any person’s life.", "Ingen regel skiljer sig åt, och inte heller någon persons förlopp.";
        both_held: "Both tests held.", "Båda testerna höll.";
    }
}
