//! Texts of the policy in words.

use super::texts;

texts! {
    /// What differs between base and variant.
    Policy {
        title: "The policy in words", "Policyn i ord";
        levers: "What the agency would decide otherwise", "Vad myndigheten skulle besluta annorlunda";
        lever: "Lever", "Styrmedel";
        meaning: "Meaning", "Innebörd";
        assumptions: "Assumptions that differ", "Antaganden som skiljer";
        assumption: "Assumption", "Antagande";
        assumption_note: "Nobody decides these: the variant also assumes another world. Part of every difference below comes from that.",
            "Detta beslutar ingen: varianten antar också en annan värld. En del av varje skillnad nedan kommer av det.";
        not_given: "not given", "anges inte";
        same: "No lever and no assumption differs: the variant is the same as the base.",
            "Inget styrmedel och inget antagande skiljer: varianten är densamma som utgångsläget.";
        first_change: "Rules differ from {date} on; before that day nothing can differ.",
            "Reglerna skiljer från och med {date}; före den dagen kan inget skilja.";
        never: "No rule differs on any day of the run.", "Ingen regel skiljer någon dag under körningen.";
        moves: "Boundaries that move", "Gränser som flyttas";
        band: "for those registered {low}–{high} days", "för dem som varit inskrivna {low}–{high} dagar";
        band_open: "for those registered {low} days or more", "för dem som varit inskrivna {low} dagar eller mer";
        moved: "From {from} to {to}, {band}, the boundary {boundary} moves from {base} to {variant} percent: {count} profilings of the base lie between.",
            "Från {from} till {to}, {band}, flyttas gränsen {boundary} från {base} till {variant} procent: {count} av utgångslägets profileringar ligger emellan.";
        all_moves: "All boundaries that move ({count})", "Alla gränser som flyttas ({count})";
        in_force: "In force", "Gäller";
        registration_days: "Registration time, days", "Inskrivningstid, dagar";
        boundary: "Boundary", "Gräns";
        base_percent: "Base, percent", "Utgångsläge, procent";
        variant_percent: "Variant, percent", "Variant, procent";
        profilings: "Profilings between", "Profileringar emellan";
        picture: "Boundaries from {from} to {to}", "Gränser från {from} till {to}";
        picture_alt: "Job chance against registration time. {what}{points}", "Jobbchans mot inskrivningstid. {what}{points}";
        picture_sample: " Symbols are a sample of {count} profilings of the base.",
            " Symbolerna är ett urval av {count} av utgångslägets profileringar.";
        picture_points: "Symbols: verdicts given in the base in replication 1. ", "Symboler: besked i utgångsläget i replikation 1. ";
        rises: "After a year the boundary {boundary} lies at {variant} percent in the variant and {base} in the base.",
            "Efter ett år ligger gränsen {boundary} på {variant} procent i varianten och {base} i utgångsläget.";
        chance: "Job chance within 180 days according to the tool, percent", "Jobbchans inom 180 dagar enligt verktyget, procent";
        chance_narrow: "Job chance within 180 days, percent", "Jobbchans inom 180 dagar, procent";
        days: "Registration time, days", "Inskrivningstid, dagar";
        picture_note: "Full lines: base. Dashed lines: variant. Names at the right: what lies between the variant's boundaries.",
            "Heldragna linjer: utgångsläge. Streckade: variant. Namn till höger: det som ligger mellan variantens gränser.";
        same_boundaries: "The boundaries are the same in base and variant on every day.",
            "Gränserna är desamma i utgångsläge och variant alla dagar.";
        at_days: "boundary {boundary}", "gränsen {boundary}";
    }
}
