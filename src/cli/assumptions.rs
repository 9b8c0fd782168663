//! `troskel list --assumptions`: the ledger with what each assumption does to the main results of a scenario.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use super::args::List;
use super::progress::Progress;
use super::run::{load, request, threads};
use super::{Exit, complain, interrupt, print, probe, whole};
use crate::experiment::assumed;
use crate::measure::table::decimal;
use crate::scenario::{Effect, known, sort_effects};

pub fn assumptions(arguments: &List) -> Exit {
    match try_assumptions(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_assumptions(arguments: &List) -> Result<Exit, Exit> {
    // Effects of one number are asked for while the others stay.
    let fixed = ["run.fixed_parameters=true".to_string()];
    let loaded = load(&arguments.source, &fixed)?;
    arguments.out.as_deref().map_or(Ok(()), probe)?;
    let request = request(&arguments.source, &fixed);
    let (stop, progress, done) = (interrupt::listen(false), Progress::of(assumed::count(), "assumptions", false), AtomicU32::new(0));
    let told = || progress.done(done.fetch_add(1, Ordering::Relaxed) + 1);
    let found = assumed::effects(&request, &loaded, arguments.replications, threads(arguments.threads), stop, &told);
    progress.finish();
    let (mut effects, untried) = found.map_err(|failure| {
        complain(&failure.to_string());
        Exit::Failed
    })?;
    sort_effects(&mut effects);
    if stop.load(Ordering::Relaxed) {
        return keep(arguments, &effects);
    }
    arguments.out.as_deref().map_or(Ok(()), |path| write(path, &effects))?;
    print(&text(&effects, &loaded.scenario.name, arguments.replications));
    for (key, why) in untried {
        print(&format!("not tried: {key}: {why}\n"));
    }
    Ok(Exit::Done)
}

fn write(path: &Path, effects: &[Effect]) -> Result<(), Exit> {
    whole(path, &csv(effects)).map_err(|error| {
        complain(&format!("{}: {error}", path.display()));
        Exit::Failed
    })
}

/// After a stop: what was known by then goes beside what an earlier command has written.
fn keep(arguments: &List, effects: &[Effect]) -> Result<Exit, Exit> {
    let known = format!("stopped when {} of {} assumptions were measured", effects.len(), assumed::count());
    let Some(path) = arguments.out.as_deref().filter(|_| !effects.is_empty()) else {
        complain(&format!("{known}: nothing is kept"));
        return Ok(Exit::Interrupted);
    };
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push("-interrupted");
    path.extension().into_iter().for_each(|ending| name.extend([OsStr::new("."), ending]));
    let kept = path.with_file_name(name);
    write(&kept, effects)?;
    complain(&format!("{known}: they are in {}", kept.display()));
    Ok(Exit::Interrupted)
}

fn text(effects: &[Effect], scenario: &str, replications: u32) -> String {
    let mut text = format!(
        "What the ends of each range do to {scenario} ({replications} replications on common luck, the others at their values), those assumed or\n\
         estimated first. A published for this service, B for a neighbour, C estimated, D assumed; sources: docs/parameters.md\n\n\
         {:<52}{:<8}{:<16}{:>18}{:>18}{:>18}\n",
        "key", "known", "range", "participants, %", "starts, %", "payments, %"
    );
    for effect in effects {
        let quality = known(&effect.key).map_or("-".into(), |known| format!("{:?} {}", known.quality, known.date));
        let range = format!("{}-{}", effect.low, effect.high);
        text += &format!("{:<52}{quality:<8}{range:<16}", effect.key);
        for [low, high] in effect.changes() {
            text += &format!("{:>18}", format!("{:+.1} to {:+.1}", 100.0 * low, 100.0 * high));
        }
        text += "\n";
    }
    text
}

/// The form of `scenarios/effects.csv`.
fn csv(effects: &[Effect]) -> String {
    let mut text = String::from("key,low,high,participants_low,participants_high,starts_low,starts_high,payments_low,payments_high\n");
    for effect in effects {
        let changes = effect.changes().into_iter().flatten().map(|change| decimal((change * 1e4).round() / 1e4));
        let numbers: Vec<String> = [effect.low, effect.high].map(decimal).into_iter().chain(changes).collect();
        text += &format!("{},{}\n", effect.key, numbers.join(","));
    }
    text
}
