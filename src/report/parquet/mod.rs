//! Columnar files: the time series, the journal, the ledger and the contracts, written by the `parquet` crate's own column writers.

mod contracts;
mod journal;
mod ledger;
mod payload;
mod series;
mod subject;
mod table;

pub use contracts::ContractsWriter;
pub use journal::JournalWriter;
pub use ledger::LedgerWriter;
pub use series::series;
pub use subject::Names;

/// Why a columnar file could not be written.
pub type ParquetError = ::parquet::errors::ParquetError;

#[cfg(test)]
mod tests;
