//! Columnar files of a run.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use crate::journal::{Chunk, Reader};
use crate::report::input::SeriesRow;
use crate::report::parquet::{self, ContractsWriter, JournalWriter, LedgerWriter, Names, ParquetError};
use crate::report::{Destination, FolderError};
use crate::sim::{Model, State, simulate};

type Sink = BufWriter<File>;

fn open(path: &Path) -> Result<Sink, FolderError> {
    let failed = |source| FolderError::Write { path: path.to_path_buf(), source };
    File::create(path).map(BufWriter::new).map_err(failed)
}

fn failed(path: &Path) -> impl Fn(ParquetError) -> FolderError {
    move |error| FolderError::Write { path: path.to_path_buf(), source: std::io::Error::other(error) }
}

/// `series.parquet`.
pub fn series<'a>(destination: &Destination, rows: impl Iterator<Item = SeriesRow<'a>>) -> Result<(), FolderError> {
    let path = destination.place("series.parquet")?;
    let sink = parquet::series(open(&path)?, rows).map_err(failed(&path))?;
    close(sink, &path)
}

fn close(sink: Sink, path: &Path) -> Result<(), FolderError> {
    sink.into_inner().map(drop).map_err(|error| FolderError::Write { path: path.to_path_buf(), source: error.into_error() })
}

/// All columnar writers as one reader of the stream.
struct All {
    journal: JournalWriter<Sink>,
    ledger: LedgerWriter<Sink>,
    contracts: ContractsWriter<Sink>,
}

impl Reader for All {
    fn take(&mut self, chunk: &Chunk) {
        self.journal.take(chunk);
        self.ledger.take(chunk);
        self.contracts.take(chunk);
    }
}

/// `journal.parquet`, `ledger.parquet` and `contracts.parquet` of some replications, simulated once more: the same seed gives the same stream.
pub fn journal(destination: &Destination, model: &Model, replications: &[u32]) -> Result<(), FolderError> {
    let (journal, ledger) = (destination.place("journal.parquet")?, destination.place("ledger.parquet")?);
    let contracts = destination.place("contracts.parquet")?;
    let world = &model.scenario.world;
    let names = Names {
        areas: world.areas.iter().map(|area| area.name.clone()).collect(),
        providers: world.providers.iter().map(|provider| provider.name.clone()).collect(),
    };
    let mut all = All {
        journal: JournalWriter::new(open(&journal)?, &names).map_err(failed(&journal))?,
        ledger: LedgerWriter::new(open(&ledger)?, &names).map_err(failed(&ledger))?,
        contracts: ContractsWriter::new(open(&contracts)?, &names).map_err(failed(&contracts))?,
    };
    let mut state = State::new(model);
    let replications: std::collections::BTreeSet<u32> = replications.iter().copied().collect();
    for replication in replications {
        all.journal.begin(replication);
        all.ledger.begin(replication);
        all.contracts.begin(replication);
        let broken = |violation| FolderError::Write { path: journal.clone(), source: std::io::Error::other(violation) };
        simulate(&model.of(replication), replication, &mut state, &mut all).map_err(broken)?;
    }
    close(all.journal.finish().map_err(failed(&journal))?, &journal)?;
    close(all.ledger.finish().map_err(failed(&ledger))?, &ledger)?;
    close(all.contracts.finish().map_err(failed(&contracts))?, &contracts)
}
