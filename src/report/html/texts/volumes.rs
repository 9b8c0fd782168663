//! Texts of volumes and the funnel.

use super::texts;

texts! {
    /// How many, and on the way.
    Volumes {
        title: "Volumes", "Volymer";
        difference_picture: "Difference in participants, month by month", "Skillnad i antal deltagare, månad för månad";
        difference_alt: "At the end the variant has {difference} participants compared with the base.",
            "Vid slutet har varianten {difference} deltagare jämfört med utgångsläget.";
        difference_note: "Variant less base; shaded: 95 % interval of the mean difference.",
            "Variant minus utgångsläge; skuggat: 95 %-intervall för den genomsnittliga skillnaden.";
        participants_table: "Participants at month ends", "Deltagare vid månadsslut";
        mean_of: "{name}, mean", "{name}, medel";
        spread_of: "{name}, 5–95 % of replications", "{name}, 5–95 % av replikationerna";
        funnel: "From registration to result", "Från inskrivning till resultat";
        funnel_alt: "Of the stock {stock_base} start in the base and {stock_variant} in the variant; of the new {new_base} and {new_variant}.",
            "Ur beståndet startar {stock_base} i utgångsläget och {stock_variant} i varianten; av de nyinskrivna {new_base} och {new_variant}.";
        funnel_note: "Persons who reached each step during the run, means; thin lines: 5–95 percent of replications.",
            "Personer som har nått varje steg under körningen, medelvärden; tunna linjer: 5–95 procent av replikationerna.";
        stock: "The stock: registered when the run starts", "Beståndet: inskrivna när körningen börjar";
        new: "The new: registered during the run", "Nyinskrivna: inskrivna under körningen";
        stock_short: "Stock", "Bestånd";
        new_short: "New", "Nyinskrivna";
        steps: "Persons at each step, base and variant", "Personer som når varje steg, utgångsläge och variant";
        step: "Step", "Steg";
        of_above: "of the step above", "andel av steget ovan";
        population: "Population", "Population";
        persons: "Persons", "Personer";
    }
}
