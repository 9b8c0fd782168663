//! The answers of `run` and `compare` with `--format json`.

use serde_json::{Value, json};

use super::comparison::{Comparison, Variant};
use super::input::{RunInfo, Stat};
use crate::experiment::additional::{Additional, Estimate};
use crate::measure::paired::Difference;
use crate::measure::spread::Split;

/// One object; figures that do not exist (`se` of a single replication) are null. If fitted numbers were drawn it says so, and where the spread
/// of each measure comes from: shares of the variance, null where there are too few replications to tell.
pub fn run(info: &RunInfo, stats: &[Stat], splits: &[Option<Split>]) -> Value {
    let mut answer = json!({
        "scenario": info.scenario,
        "seed": info.seed,
        "replications": info.replications_done,
        "seconds": info.seconds,
        "measures": stats.iter().map(measure).collect::<Vec<_>>(),
    });
    if !info.drawn.is_empty() {
        answer["parameters_in_spread"] = true.into();
        for (place, split) in splits.iter().enumerate() {
            let shares =
                |Split { parameters, inflow, chance }: Split| json!({ "parameters": parameters, "inflow": inflow, "chance": chance });
            answer["measures"][place]["spread"] = json!(split.map(shares));
        }
    }
    answer
}

fn measure(stat: &Stat) -> Value {
    json!({
        "measure": stat.measure,
        "key": stat.key,
        "unit": stat.unit,
        "mean": stat.mean,
        "se": stat.se,
        "sd": stat.sd,
        "p05": stat.p05,
        "p50": stat.p50,
        "p95": stat.p95,
    })
}

/// All differences of a comparison, in the documented form.
pub fn compare(comparison: &Comparison) -> Value {
    let variants: Vec<Value> = comparison.variants.iter().map(variant).collect();
    json!({ "base": comparison.base.name, "replications": comparison.info.replications_done, "variants": variants })
}

fn variant(variant: &Variant) -> Value {
    let measures: Vec<Value> = variant.rows.iter().map(difference).collect();
    let mut value = json!({ "variant": variant.arm.name, "measures": measures });
    if let Some(additional) = &variant.additional {
        value["additional"] = self::additional(additional);
    }
    value
}

/// Base less variant; `per_job` is null where the jobs cannot be told from zero.
fn additional(additional: &Additional) -> Value {
    let estimate = |estimate: Estimate| json!({ "mean": estimate.mean, "ci95": estimate.interval.map(|(low, high)| [low, high]) });
    let per_job = additional.per_job.map(|(ratio, (low, high))| json!({ "sek": ratio, "ci95": [low, high] }));
    json!({
        "jobs": estimate(additional.jobs),
        "net_cost_sek": estimate(additional.net_cost),
        "per_job": per_job,
        "deadweight_share": additional.deadweight,
    })
}

fn difference(row: &Difference) -> Value {
    json!({
        "measure": row.measure,
        "key": row.key,
        "unit": row.unit,
        "base": row.base,
        "mean": row.mean,
        "difference": row.difference,
        "se": row.se,
        "ci95": row.ci95.map(|(low, high)| [low, high]),
        "variance_reduction": row.variance_reduction,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn keys_are_the_documented_ones_in_order() {
        let text = run(&samples::info(), &samples::stats()[..1], &[None]).to_string();
        let expected = r#"{"scenario":"krom-2020-Försök-åäö","seed":1,"replications":100,"seconds":12.3,"measures":[{"measure":"participants_mean","key":"","unit":"persons","mean":2868.5,"se":11.0,"sd":110.0,"p05":"#;
        assert!(text.starts_with(expected), "{text}");
    }

    #[test]
    fn what_does_not_exist_is_null() {
        let value = run(&samples::info(), &samples::stats(), &vec![None; samples::stats().len()]);
        assert_eq!((&value["measures"][1]["se"], &value["measures"][1]["sd"]), (&Value::Null, &Value::Null));
    }
}
