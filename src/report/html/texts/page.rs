//! Texts of the frame: title, contents, foot, and words that all sections share.

use super::texts;

texts! {
    /// The frame of the page.
    Page {
        title: "What the policy would change", "Vad policyn skulle ändra";
        skip: "Skip to the content", "Hoppa till innehållet";
        contents: "Contents", "Innehåll";
        main_result: "The main result", "Huvudresultatet";
        base: "Base", "Utgångsläge";
        variant: "Variant", "Variant";
        variant_named: "Variant: {name}", "Variant: {name}";
        compared: "{base} compared with {variants}", "{base} jämfört med {variants}";
        and_more: "{count} variants", "{count} varianter";
        simulated: "Simulated figures, not observed ones: {replications}, same luck for base and variant.",
            "Simulerade siffror, inte observerade: {replications}, med samma slump i utgångsläget och varianten.";
        replications_one: "1 replication", "1 replikation";
        replications: "{count} replications", "{count} replikationer";
        interrupted: "{count} of {asked} replications; the run was interrupted", "{count} av {asked} replikationer; körningen avbröts";
        source: "Source: simulation with troskel {version}, {replications}, seed {seed}.",
            "Källa: simulering med troskel {version}, {replications}, slumpfrö {seed}.";
        data_of_chart: "Data of the picture as a table", "Bildens uppgifter som tabell";
        download: "Download as CSV: {file}", "Hämta som CSV: {file}";
        to_top: "To the top", "Till sidans början";
        suppressed: "Counts of persons below {limit} are not shown; neither are differences, shares and costs per start from which they could be computed.",
            "Antal personer under {limit} visas inte, och inte heller skillnader, andelar och kostnader per start som de kan räknas ut från.";
        left_out: "This table is left out to keep the page small. Its data are in the file {file} beside this page.",
            "Tabellen är utelämnad för att sidan inte ska bli för stor. Uppgifterna finns i filen {file} bredvid sidan.";
        foot: "How this was made", "Så gjordes jämförelsen";
        command: "Command", "Kommando";
        version: "Version", "Version";
        commit: "Commit", "Kodversion (commit)";
        commit_unknown: "not recorded", "inte angiven";
        hash_of: "Hash of {name}", "Kontrollsumma för {name}";
        seed: "Seed", "Slumpfrö";
        replications_done: "Replications", "Replikationer";
        date: "Date", "Datum";
        duration: "Duration", "Körtid";
        seconds: "{seconds} seconds", "{seconds} sekunder";
        platform: "Platform", "Plattform";
        difference: "Difference", "Skillnad";
        relative: "Change", "Förändring";
        interval: "95 % interval", "95 %-intervall";
        interval_of: "{low} to {high}", "{low} till {high}";
        verdict: "Verdict", "Bedömning";
        unit: "Unit", "Enhet";
        in_all: "in all", "totalt";
        month: "Month", "Månad";
        month_end: "Month end", "Månadsslut";
        spread: "5–95 % of replications", "5–95 % av replikationerna";
    }
}
