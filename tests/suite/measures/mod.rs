//! Measures against a second, naive computation over synthetic streams of facts, and what is promised about filters, keys,
//! files and evidence.

mod evidence;
mod expressions;
mod files;
mod naive;
mod streams;
mod values;
