//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Simulates a public employment service that refers job seekers to providers by a profiling tool: what a threshold, a
/// rule or a price would do to volume, composition, results and cost, before it is put in force.
#[derive(Parser)]
#[command(name = "troskel", version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run the replications of a scenario, print a summary, write an output folder
    Run(Run),
    /// Read and check files of any kind; report all faults at once; run nothing
    Check(Check),
    /// Measure a scenario against published facts: agrees or differs, and by how much
    Validate(Validate),
    /// Fit the numbers that a scenario marks as free to published facts
    Calibrate(Calibrate),
    /// Run variants against a base on the same luck: what changes, for whom, how sure
    Compare(Compare),
    /// Tell the story of one simulated person, or the order of a day
    Explain(Explain),
    /// List built-in scenarios, policies, payment models and measures, or persons of a run
    List(List),
    /// Write a commented starter scenario
    New(New),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(Schema),
}

/// Which scenario, with what laid over it.
#[derive(Args)]
pub struct Source {
    /// A file, or the name of a built-in scenario
    #[arg(default_value = "krom-2020")]
    pub scenario: String,
    /// Set one key of the scenario, e.g. policy.service.periods=1; repeatable
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Seed of the random numbers [default: the scenario's, 1]
    #[arg(long)]
    pub seed: Option<u64>,
}

/// Whether fitted numbers are drawn.
#[derive(Args)]
pub struct Parameters {
    /// Fitted numbers keep their fitted values instead of being drawn for each replication
    #[arg(long)]
    pub fixed_parameters: bool,
}

impl Parameters {
    /// The key that says so.
    pub fn setting(&self) -> Option<String> {
        self.fixed_parameters.then(|| "run.fixed_parameters=true".into())
    }
}

#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub parameters: Parameters,
    /// Number of replications [default: the scenario's, 100]
    #[arg(short = 'n', long, value_parser = clap::value_parser!(u32).range(1..))]
    pub replications: Option<u32>,
    /// Output folder [default: outputs/<name>]
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write into an output folder that isn't empty
    #[arg(long)]
    pub force: bool,
    /// Number of threads [default: all processors]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub threads: Option<u32>,
    /// Form of the result on standard output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// One more measure, e.g. "started[population=new,level=a]"; repeatable
    #[arg(long = "measure", value_name = "EXPR")]
    pub measures: Vec<String>,
    /// Write books.html: which providers earn, which lose, and whom they serve
    #[arg(long)]
    pub books: bool,
    /// Write every event and every krona of these replications, e.g. 1,2
    #[arg(long, value_name = "REPLICATIONS", value_delimiter = ',', num_args = 0..=1, default_missing_value = "1")]
    pub journal: Option<Vec<u32>>,
    /// Write series.csv beside series.parquet
    #[arg(long)]
    pub series_csv: bool,
    /// No progress and no notes on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Args)]
pub struct Validate {
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub parameters: Parameters,
    /// An evidence file or a built-in one [default: the evidence that the scenario names]; repeatable
    #[arg(long = "evidence", value_name = "FILE")]
    pub evidence: Vec<String>,
    /// Number of replications [default: the scenario's, 100]
    #[arg(short = 'n', long, value_parser = clap::value_parser!(u32).range(1..))]
    pub replications: Option<u32>,
    /// Number of threads [default: all processors]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub threads: Option<u32>,
    /// Form of the result on standard output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Folder for validation.html, .json, .csv and pictures as .svg and .png [default: print only]
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write into an output folder that isn't empty
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Exit with 4 unless every fact agrees
    #[arg(long)]
    pub strict: bool,
    /// No progress and no notes on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Args)]
pub struct Calibrate {
    #[command(flatten)]
    pub source: Source,
    /// An evidence file or a built-in one; repeatable
    #[arg(long = "evidence", value_name = "FILE", required = true)]
    pub evidence: Vec<String>,
    /// Fit without the facts whose id contains this, and say how well they are foretold; repeatable
    #[arg(long, value_name = "TEXT")]
    pub leave_out: Vec<String>,
    /// Where the scenario with the fit goes; trials, draws and a report are written beside it
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
    /// Replace the file
    #[arg(long)]
    pub force: bool,
    /// Replications that each trial is the mean of
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub per_trial: u32,
    /// The search ends after so many generations, if it has not settled before
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub generations: u32,
    /// Number of threads [default: all processors]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub threads: Option<u32>,
    /// Form of the result on standard output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// No progress and no notes on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Args)]
pub struct Compare {
    /// The base: a file, or the name of a built-in scenario
    pub base: String,
    /// Scenario, policy or payments files, or names of built-in ones; a+b lays files over each other
    #[arg(value_name = "VARIANT")]
    pub variants: Vec<String>,
    /// Set one key in every variant, or in a variant of its own if none is named; repeatable
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// All policies that come with the program
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub parameters: Parameters,
    /// Seed of the random numbers [default: the base's, 1]
    #[arg(long)]
    pub seed: Option<u64>,
    /// Number of replications [default: the base's, 100]; with --precision or --decide the most there may be [default: 10000]
    #[arg(short = 'n', long, value_parser = clap::value_parser!(u32).range(1..))]
    pub replications: Option<u32>,
    /// Run until the 95 % interval of a difference is no wider than this, e.g. started=50; repeatable
    #[arg(long, value_name = "EXPR=WIDTH")]
    pub precision: Vec<String>,
    /// Run until it can be told whether a difference is above (below) a number, e.g. "started > 0"; repeatable
    #[arg(long, value_name = "EXPR > NUMBER")]
    pub decide: Vec<String>,
    /// Seconds after which no new batch is begun for --precision and --decide
    #[arg(long, value_name = "SECONDS")]
    pub max_time: Option<u64>,
    /// Counts of persons below this are not shown in summary and report
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub suppress_below: u32,
    /// Language of the report
    #[arg(long, value_enum, default_value_t)]
    pub lang: Lang,
    /// Output folder [default: outputs/compare-<base>]
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write into an output folder that isn't empty
    #[arg(long)]
    pub force: bool,
    /// Number of threads [default: all processors]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub threads: Option<u32>,
    /// Form of the result on standard output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// One more measure, e.g. "started[population=new,level=a]"; repeatable
    #[arg(long = "measure", value_name = "EXPR")]
    pub measures: Vec<String>,
    /// No progress and no notes on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    Json,
}

/// Languages of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    #[default]
    En,
    Sv,
}

impl From<Lang> for crate::report::html::Lang {
    fn from(lang: Lang) -> crate::report::html::Lang {
        match lang {
            Lang::En => crate::report::html::Lang::En,
            Lang::Sv => crate::report::html::Lang::Sv,
        }
    }
}

#[derive(Args)]
pub struct Check {
    /// Scenario, policy, payments or evidence files, or names of built-in scenarios
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
}

#[derive(Args)]
pub struct Explain {
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub parameters: Parameters,
    /// The person's number in the journal
    #[arg(long, value_name = "N", required_unless_present = "order")]
    pub person: Option<u32>,
    /// The replication
    #[arg(long, value_name = "R", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub replication: u32,
    /// Print the phases of a day in their order
    #[arg(long, conflicts_with = "person")]
    pub order: bool,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub parameters: Parameters,
    /// The assumption ledger: how well each parameter is known and what it does to the main results over its range, measured on the scenario
    #[arg(long, conflicts_with = "persons")]
    pub assumptions: bool,
    /// Replications of each end of a range, with --assumptions
    #[arg(short = 'n', long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..), requires = "assumptions")]
    pub replications: u32,
    /// Write the effects to a file of comma-separated values, with --assumptions
    #[arg(short, long, value_name = "FILE", requires = "assumptions")]
    pub out: Option<PathBuf>,
    /// Number of threads, with --assumptions [default: all processors]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1024), requires = "assumptions")]
    pub threads: Option<u32>,
    /// Find persons by path: names of events that come in this order, e.g. profiled,started,result
    #[arg(long, value_name = "EVENTS", value_delimiter = ',')]
    pub persons: Option<Vec<String>>,
    /// The replication in which persons are looked for
    #[arg(long, value_name = "R", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub replication: u32,
}

#[derive(Args)]
pub struct New {
    /// Name of the scenario; written to NAME.toml
    pub name: String,
}

#[derive(Args)]
pub struct Schema {
    /// Kind of file: scenario, policy, payments or evidence
    #[arg(default_value = "scenario")]
    pub kind: String,
}
