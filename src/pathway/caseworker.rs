//! What caseworkers do: whom they reach and when, and whether they follow the verdict.

use super::person::categories;
use crate::engine::curve::Dated;
use crate::units::Day;

categories! {
    /// Why a yes is not followed.
    Reason {
        JobOrStudySoon = "job_or_study_soon",
        LowCapacity = "low_capacity",
        JointRehabilitation = "joint_rehabilitation",
        Language = "language",
        Other = "other",
    }
}

categories! {
    /// The two pools of caseworkers.
    Pool { Local = "local", Distance = "distance" }
}

/// Who is easier to reach: relative rates at which the registered are contacted.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactHabits {
    pub employed: f64,
    pub supported_work: f64,
    pub under_25: f64,
    pub from_55: f64,
    pub europe: f64,
    pub outside_europe: f64,
    pub disability: f64,
    pub in_programme: f64,
    /// Share of contacts in which the person is reached and informed.
    pub reached_share: f64,
}

/// Working time of the two pools, in slots: a contact, a talk or a registration at an office takes one.
#[derive(Clone, Debug, PartialEq)]
pub struct Capacity {
    /// Slots per working day in all areas together.
    pub local_slots_per_day: f64,
    pub distance_slots_per_day: f64,
    /// Share of an area's local slots relative to its share of the stock, by area (index as in the scenario).
    pub area_factor: Vec<f64>,
    /// Share of the capacity that is at work, by calendar month, January first.
    pub month_factor: [f64; 12],
    /// Slots that a registration takes from the local and from the distance office.
    pub local_slots_per_registration: f64,
    pub distance_slots_per_registration: f64,
    /// Contacts are made on every calendar day, not on working days only.
    pub every_day: bool,
}

/// A central list of persons to contact first.
#[derive(Clone, Debug, PartialEq)]
pub struct Preprofiling {
    pub date: Day,
    /// Persons on the list; those found not to be on it keep their place.
    pub persons: u32,
    /// Relative rates of contact from that date.
    pub in_target_weight: f64,
    pub not_in_target_weight: f64,
}

/// How a verdict becomes a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decisions {
    /// Working days from a yes until the talk may be held: shortest and longest, for the stock and for new registrants.
    pub stock_talk_days: (i32, i32),
    pub new_talk_days: (i32, i32),
    /// Days within which a job, studies or parental leave is a reason to deviate.
    pub soon_days: Dated<i32>,
    /// Share who tell, of those who will have one.
    pub soon_told_share: f64,
    /// Rate of each other reason among those with a yes, in the order of [`Reason`] from `LowCapacity`.
    pub reason_rates: [f64; 4],
    /// Factors on these rates.
    pub woman: f64,
    pub europe: f64,
    pub outside_europe: f64,
    /// By area (index as in the scenario).
    pub area_factor: Vec<f64>,
    /// Share of those too near or too far who start all the same, with the consent of the strict group.
    pub overruled_too_near: f64,
    pub overruled_too_far: f64,
    /// Days until a planned follow-up of somebody too near.
    pub follow_up_days: i32,
}
