//! The trials of a search in a file, so that one that was stopped goes on where it was.

use std::fs::{File, OpenOptions};
use std::io::{Error, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::cli::whole;
use crate::experiment::calibrate::{Problem, Trial};
use crate::measure::table::decimal;

/// The file, with the trials that it had.
pub struct Trials {
    path: PathBuf,
    file: File,
    known: Vec<Trial>,
}

impl Trials {
    /// Opens the file of a problem. One that belongs to another problem is not touched.
    pub fn open(path: &Path, problem: &Problem) -> Result<Trials, Error> {
        let head = head(problem);
        let known = match std::fs::read_to_string(path) {
            Ok(text) => match text.strip_prefix(&head) {
                Some(rest) => read(rest, problem.priors().len()),
                None if is_torn_head(&text) => Vec::new(),
                None => {
                    let what = "holds the trials of another scenario, evidence, seed or number of replications: move it away";
                    return Err(Error::other(format!("{} {what}", path.display())));
                }
            },
            Err(_) => Vec::new(),
        };
        // Written anew: a line that a kill cut off is gone.
        let mut text = head;
        known.iter().enumerate().for_each(|(index, trial)| text += &line(index, trial));
        whole(path, &text)?;
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Trials { path: path.into(), file, known })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn known(&self) -> &[Trial] {
        &self.known
    }

    /// Adds a generation's trials, unless the file has them.
    pub fn add(&mut self, generation: u32, tried: &[Trial]) -> Result<(), Error> {
        let first = (generation as usize - 1) * tried.len();
        let new = tried.iter().enumerate().skip(self.known.len().saturating_sub(first).min(tried.len()));
        let text: String = new.map(|(index, trial)| line(first + index, trial)).collect();
        self.file.write_all(text.as_bytes()).and_then(|()| self.file.flush())
    }
}

fn head(problem: &Problem) -> String {
    let mut hasher = Sha256::new();
    hasher.update(format!("{} {} {} {:?}", env!("CARGO_PKG_VERSION"), problem.loaded.hash, problem.replications, problem.targets));
    let hash: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let keys: Vec<String> = problem.priors().iter().map(|prior| format!("\"{}\"", prior.key.replace('"', "\"\""))).collect();
    format!("{BEGINNING}{hash}; standings in prior standard deviations\ntrial,value,{}\n", keys.join(","))
}

/// What every head begins with.
const BEGINNING: &str = "# problem ";

/// A head of two lines that a kill cut off: no trial is lost with it.
fn is_torn_head(text: &str) -> bool {
    let begins = text.starts_with(BEGINNING) || BEGINNING.starts_with(text);
    begins && text.matches('\n').count() < 2
}

fn line(index: usize, trial: &Trial) -> String {
    let numbers: Vec<String> = std::iter::once(&trial.value).chain(&trial.standings).map(|number| decimal(*number)).collect();
    format!("{},{}\n", index + 1, numbers.join(","))
}

/// The whole lines, as long as they follow one another.
fn read(text: &str, parameters: usize) -> Vec<Trial> {
    let trial = |(index, line): (usize, &str)| {
        let numbers: Vec<f64> = line.strip_suffix('\n')?.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
        let [number, value, standings @ ..] = &numbers[..] else { return None };
        (*number == index as f64 + 1.0 && standings.len() == parameters).then(|| Trial { value: *value, standings: standings.to_vec() })
    };
    text.split_inclusive('\n').enumerate().map_while(trial).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trials_are_read_back_to_the_bit_and_torn_lines_left_out() {
        let trials: Vec<Trial> =
            (1..4).map(|n| Trial { value: 1e3 / f64::from(n) / 7.0, standings: vec![-0.1 / f64::from(n), 2.0] }).collect();
        let text: String = trials.iter().enumerate().map(|(index, trial)| line(index, trial)).collect();
        assert_eq!(read(&text, 2), trials);
        assert_eq!(read(&text[..text.len() - 1], 2), trials[..2]);
        assert_eq!(read(&text, 3), []);
    }

    #[test]
    fn a_torn_head_is_no_head_of_another_problem() {
        let head = "# problem 12ab; standings in prior standard deviations\ntrial,value,\"a\"\n";
        assert!((0..head.len()).all(|length| is_torn_head(&head[..length])));
        assert!(!is_torn_head(head) && !is_torn_head("my notes") && !is_torn_head(&format!("{head}1,2.0,3.0\n")));
    }
}
