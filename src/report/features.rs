//! Files that this build cannot make, and how to get a build that can: no file is silently missing.

/// One line for each kind of file left out of every run by this build; empty with the default features.
pub fn left_out() -> Vec<String> {
    let absent = [(cfg!(feature = "parquet"), "series.parquet", "parquet"), (cfg!(feature = "png"), "plots/*.png", "png")];
    absent.into_iter().filter(|(built, _, _)| !built).map(|(_, file, feature)| advice(file, feature)).collect()
}

/// Why a columnar file that was asked for (`journal.parquet`) cannot be written; `None` if it can.
pub fn no_columnar(file: &str) -> Option<String> {
    (!cfg!(feature = "parquet")).then(|| advice(file, "parquet"))
}

fn advice(file: &str, feature: &str) -> String {
    format!("No {file} in this build: cargo build --features {feature}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_named_with_the_way_out() {
        let left_out = left_out();
        assert_eq!(left_out.iter().any(|line| line.contains("plots/*.png")), !cfg!(feature = "png"));
        assert_eq!(no_columnar("journal.parquet").is_none(), cfg!(feature = "parquet"));
        for line in left_out.into_iter().chain([advice("journal.parquet", "parquet")]) {
            assert!(line.contains("cargo build --features") && line.len() <= 80, "{line}");
        }
    }
}
