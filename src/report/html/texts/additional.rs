//! Texts on additional jobs.

use super::texts;

texts! {
    /// What an additional job costs.
    Additional {
        title: "Additional jobs", "Ytterligare jobb";
        about: "What the base gives beyond the variant, for the same persons with the same luck: persons who come to a full-time job, less what others lose by it, and the net cost of all payers together. Transfers between payers are no cost.",
            "Vad utgångsläget ger utöver varianten, för samma personer med samma slump: personer som får ett heltidsarbete, minus vad andra förlorar på det, och alla betalares nettokostnad tillsammans. Överföringar mellan betalare är ingen kostnad.";
        more: "The interval of the ratio is Fieller's.", "Kvotens intervall är Fiellers.";
        fewer: "The base gives fewer jobs than the variant: the ratio is what each job fewer saves. Its interval is Fieller's.",
            "Utgångsläget ger färre jobb än varianten: kvoten är vad varje jobb mindre sparar. Dess intervall är Fiellers.";
        opposite: "Jobs and cost go opposite ways: an additional job has no price.", "Jobb och kostnad går åt olika håll: ett ytterligare jobb har inget pris.";
        not_told: "The jobs cannot be told from no difference, so there is no cost of one.",
            "Jobben går inte att skilja från ingen skillnad, och därför finns ingen kostnad per jobb.";
        what: "What", "Vad";
        estimate: "Base less variant", "Utgångsläge minus variant";
        jobs: "Additional jobs", "Ytterligare jobb";
        net_cost: "Net public cost", "Offentlig nettokostnad";
        per_job: "Net cost of an additional job", "Nettokostnad för ett ytterligare jobb";
        deadweight: "Deadweight: of those with a result, share with a full-time job without it too",
            "Dödviktseffekt: andel av dem med resultat som fått heltidsarbete även utan tjänsten";
        caption: "Jobs and costs beyond the variant", "Jobb och kostnader utöver varianten";
    }
}
