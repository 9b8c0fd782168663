//! A job seeker's path, one behaviour per file, in the order of a life.
//!
//! ```text
//!  person ─► inflow ─► profiling ─► thresholds ─► caseworker ─► providers ─► placement ─► outcomes ─► payments
//! ```

pub mod caseworker;
pub mod clock;
pub mod economics;
pub mod effort;
pub mod inflow;
pub mod market;
pub mod outcomes;
pub mod payments;
pub mod person;
pub mod placement;
pub mod profiling;
pub mod providers;
pub mod public_cost;
pub mod stock;
pub mod thresholds;

/// The questions that chance answers, each for a person and an occasion. A number is never used for anything else, so
/// that a new question moves no other draw.
pub mod question {
    use crate::engine::streams::Question;

    /// Area, registration time, birth region and age of a person.
    pub const ORIGIN: Question = 1;
    /// Education, sex, disability, newly arrived.
    pub const BACKGROUND: Question = 2;
    /// Frailty; category in the stock; joins the job and development guarantee; joins the youth guarantee.
    pub const CONDITION: Question = 3;
    /// Delays into the two guarantees; rest of a job held by somebody in the stock; place on the contact list.
    pub const PROGRAMME: Question = 4;
    /// Exponentials of a permanent and a temporary job; whether a temporary job ends the registration (word 3).
    pub const JOB: Question = 5;
    /// Exponentials of education, supported work and other exits; whether studies are payable.
    pub const OTHER_EXIT: Question = 6;
    /// Full-time; length; returns; delay of a return.
    pub const WORK: Question = 7;
    /// Comes by a local office; tells of an own journey.
    pub const REGISTRATION: Question = 8;
    /// The tool's lasting error; the pre-profiling tool's own.
    pub const STANDING: Question = 9;
    /// Wrong inputs; their error; found; delay.
    pub const INPUTS: Question = 10;
    /// The reading's error; the side in a randomisation band (word 2).
    pub const READING: Question = 11;
    /// The side in a randomisation band while it is locked.
    pub const LOCKED_SIDE: Question = 12;
    /// Exponential of the next opening of the case.
    pub const CASE_OPENED: Question = 13;
    /// Reached when contacted; if not, time until the next attempt.
    pub const CONTACT: Question = 14;
    /// On the pre-profiling list.
    pub const PREPROFILED: Question = 15;
    /// Days until the talk; tells of work soon; deviates; overruled.
    pub const TALK: Question = 16;
    /// Race of the reasons to deviate.
    pub const REASON: Question = 17;
    /// Active choice; days to choose; days to start.
    pub const CHOICE: Question = 18;
    /// Appeal and distance of a provider to a person; how it misjudges the person's chance (word 3).
    pub const PROVIDER: Question = 19;
    /// Interruption; whether the joint plan is late; its day.
    pub const SERVICE: Question = 20;
    /// Report approved; contacts; a switch wished; days by which the report is late.
    pub const MONTH: Question = 21;
    /// A second period given.
    pub const EXTENSION: Question = 22;
    /// Number of registrations of an area and day.
    pub const ARRIVALS: Question = 23;
    /// Whether an arrival is somebody who left earlier in the run.
    pub const RETURNING: Question = 24;
    /// Claim refused; days by which it is late.
    pub const CLAIM: Question = 26;
    /// Whether a contract ends or begins at a review.
    pub const REVIEW: Question = 27;
    /// Which provider takes somebody who does not choose, where that is drawn by lot.
    pub const LOT: Question = 28;

    /// The occasion of a question asked several times in a registration spell.
    pub const fn occasion(spell: u8, ordinal: u16) -> u32 {
        (spell as u32) << 16 | ordinal as u32
    }
}
