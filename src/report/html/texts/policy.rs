//! Texts of the policy in words.

use super::texts;

texts! {
    /// What differs between base and variant.
    Policy {
        title: "The policy in words", "Policyn i ord";
        levers: "What the agency would decide otherwise", "Vad myndigheten skulle besluta annorlunda";
        meaning: "Meaning", "Innebörd";
        in_english: "The texts under “Meaning” are in English.", "Texterna under ”Innebörd” visas på engelska.";
        set_note: "Percent of job chance; of two figures the first is for a short and the second for a long registration time.",
            "Procent jobbchans; av två tal gäller det första kort och det andra lång inskrivningstid.";
        set_of: "Boundaries from {date}", "Gränser från och med den {date}";
        set_here: "a set of its own", "en egen gränsuppsättning";
        set_goes_on: "no set of this day: that of {date} goes on", "ingen uppsättning från denna dag: den från den {date} fortsätter att gälla";
        set_missing: "no set of this day", "ingen uppsättning från denna dag";
        set_opens: "levels from day\u{a0}{day} of registration on", "nivåer från och med inskrivningsdag\u{a0}{day}";
        set_below: "{verdict} below {range}\u{a0}%", "{verdict} under {range}\u{a0}%";
        assumptions: "Assumptions that differ", "Antaganden som skiljer sig åt";
        assumption_note: "Nobody decides these: the variant also assumes another world. Part of every difference below comes from that.",
            "Detta är inget som någon beslutar: varianten förutsätter också en annan omvärld. En del av varje skillnad nedan beror på det.";
        not_given: "not given", "anges inte";
        same: "No lever and no assumption differs: the variant is the same as the base.",
            "Inget styrmedel och inget antagande skiljer sig åt: varianten är densamma som utgångsläget.";
        first_change: "Rules differ from {date} on; before that day nothing can differ.",
            "Reglerna skiljer sig åt från och med den {date}; före den dagen kan ingenting skilja sig åt.";
        from_the_start: "Rules differ from the first day of the run, {date}.",
            "Reglerna skiljer sig åt från och med körningens första dag, den {date}.";
        never: "No rule differs on any day of the run.", "Ingen regel skiljer sig åt någon dag under körningen.";
        moves: "Boundaries that move", "Gränser som flyttas";
        band: "for those registered {low}–{high} days", "för dem som varit inskrivna {low}–{high} dagar";
        band_open: "for those registered {low} days or more", "för dem som varit inskrivna {low} dagar eller mer";
        moved: "From {from} to {to}, {band}, the boundary {boundary} moves from {base} to {variant} percent: {count} profilings of the base lie between.",
            "Från den {from} till den {to}, {band}, flyttas gränsen {boundary} från {base} till {variant} procent: {count} av utgångslägets profileringar ligger däremellan.";
        opened: "From {from} to {to}, {band}: closed in the base (no level before day {first}), open in the variant, with level A below {below} percent.",
            "Från den {from} till den {to}, {band}: stängt i utgångsläget (ingen nivå före dag {first}), öppet i varianten, med nivå A under {below} procent.";
        closed_now: "From {from} to {to}, {band}: open in the base, with level A below {below} percent, closed in the variant (no level before day {first}).",
            "Från den {from} till den {to}, {band}: öppet i utgångsläget, med nivå A under {below} procent, stängt i varianten (ingen nivå före dag {first}).";
        closed: "closed", "stängt";
        all_moves: "All boundaries that move ({count})", "Alla gränser som flyttas ({count})";
        in_force: "In force", "Gäller";
        registration_days: "Registration time, days", "Inskrivningstid, dagar";
        boundary: "Boundary", "Gräns";
        base_percent: "Base, percent", "Utgångsläge, procent";
        variant_percent: "Variant, percent", "Variant, procent";
        profilings: "Profilings between", "Profileringar däremellan";
        picture: "Boundaries from {from} to {to}", "Gränser från den {from} till den {to}";
        picture_alt: "Job chance against registration time. {what}{points}", "Jobbchans mot inskrivningstid. {what}{points}";
        picture_sample: " Symbols are a sample of {count} profilings of the base in this period.",
            " Symbolerna är ett urval om {count} av utgångslägets profileringar i perioden.";
        picture_points: "Symbols: a sample of the verdicts given in the base in this period, replication 1. ",
            "Symboler: ett urval av beskeden i utgångsläget under perioden, replikation 1. ";
        rises: "After a year the boundary {boundary} lies at {variant} percent in the variant and {base} in the base.",
            "Efter ett år ligger gränsen {boundary} på {variant} procent i varianten och {base} i utgångsläget.";
        chance: "Job chance within 180 days according to the tool, percent", "Jobbchans inom 180 dagar enligt verktyget, procent";
        chance_narrow: "Job chance within 180 days, percent", "Jobbchans inom 180 dagar, procent";
        days: "Registration time, days", "Inskrivningstid, dagar";
        picture_note: "Full lines: base. Dashed lines: variant. Names at the right: what lies between the variant's boundaries.",
            "Heldragna linjer: utgångsläge. Streckade: variant. Namnen till höger: det som ligger mellan variantens gränser.";
        same_boundaries: "The boundaries are the same in base and variant on every day.",
            "Gränserna är desamma i utgångsläget och varianten alla dagar.";
        at_days: "boundary {boundary}", "gränsen {boundary}";
    }
}
