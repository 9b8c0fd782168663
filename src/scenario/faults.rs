//! Faults and warnings: collected over all files and shown together, each with its place, its reason and the way out.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::source::{Place, Position, Sources};

/// Something that stops a scenario from being run, or that its author should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub place: Place,
    /// What is wrong, with the value and the bound.
    pub message: String,
    /// What to do about it.
    pub way_out: String,
    /// Another place that has to do with it.
    pub also: Option<(Place, String)>,
}

/// What was found, of one severity, together with the texts it was found in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    pub sources: Sources,
    list: Vec<Finding>,
    warnings: bool,
}

/// Faults: nothing may be run (exit code 3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults(pub Findings);

/// Warnings: the scenario runs, but perhaps not as meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Warnings(pub Findings);

impl Faults {
    pub(super) fn new(sources: Sources, notes: &Notes) -> Faults {
        Faults(Findings { sources, list: notes.faults.clone(), warnings: false })
    }
}

impl Warnings {
    pub(super) fn new(sources: Sources, notes: &Notes) -> Warnings {
        Warnings(Findings { sources, list: notes.warnings.clone(), warnings: true })
    }
}

impl std::ops::Deref for Faults {
    type Target = Findings;
    fn deref(&self) -> &Findings {
        &self.0
    }
}

impl std::ops::Deref for Warnings {
    type Target = Findings;
    fn deref(&self) -> &Findings {
        &self.0
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl fmt::Display for Warnings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Faults {}

impl Findings {
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// File, line and column of one of these findings.
    pub fn position(&self, finding: &Finding) -> Position {
        self.sources.position(finding.place)
    }

    /// All of them as text, with the lines they are about; `coloured` on a terminal.
    pub fn render(&self, coloured: bool) -> String {
        let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
        self.list.iter().map(|finding| renderer.render(&[self.group(finding)]) + "\n").collect::<Vec<_>>().join("\n")
    }

    fn group<'a>(&'a self, finding: &'a Finding) -> Group<'a> {
        let level = if self.warnings { Level::WARNING } else { Level::ERROR };
        let mut group =
            level.primary_title(finding.message.as_str()).elements(Vec::<Snippet<'a, annotate_snippets::Annotation<'a>>>::new());
        group = self.shown(group, finding.place, None);
        if let Some((place, label)) = &finding.also {
            group = self.shown(group, *place, Some(label));
        }
        if finding.way_out.is_empty() { group } else { group.element(Level::HELP.message(finding.way_out.as_str())) }
    }

    fn shown<'a>(&'a self, group: Group<'a>, place: Place, label: Option<&'a String>) -> Group<'a> {
        let source = self.sources.get(place.source);
        if source.text.is_empty() {
            return group.element(Origin::path(source.name.as_str()));
        }
        let span = place.start as usize..place.end.max(place.start) as usize;
        let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        let mark = kind.span(span).label(label.map(String::as_str));
        group.element(Snippet::source(source.text.as_str()).line_start(source.first_line).path(source.name.as_str()).annotation(mark))
    }
}

/// Where faults and warnings are noted while files are read and checked.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    faults: Vec<Finding>,
    warnings: Vec<Finding>,
    /// What is no TOML: its value is not what was written, and nothing more is to be said of it.
    unread: Vec<Place>,
}

impl Notes {
    pub fn fault(&mut self, place: Place, message: impl Into<String>, way_out: impl Into<String>) {
        self.add_fault(Finding { place, message: message.into(), way_out: way_out.into(), also: None });
    }

    /// A part of a file that could not be read.
    pub fn unread(&mut self, place: Place, message: impl Into<String>, way_out: impl Into<String>) {
        self.fault(place, message, way_out);
        self.unread.push(place);
    }

    /// A fault between two places.
    pub fn clash(&mut self, place: Place, message: impl Into<String>, way_out: impl Into<String>, other: Place, label: &str) {
        self.add_fault(Finding { place, message: message.into(), way_out: way_out.into(), also: Some((other, label.into())) });
    }

    pub fn warning(&mut self, place: Place, message: impl Into<String>, way_out: impl Into<String>) {
        let finding = Finding { place, message: message.into(), way_out: way_out.into(), also: None };
        if !self.warnings.contains(&finding) {
            self.warnings.push(finding);
        }
    }

    pub fn faulty(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Faults so far: to see whether a step added any.
    pub fn count(&self) -> usize {
        self.faults.len()
    }

    /// In the order of files and lines.
    pub fn sort(&mut self) {
        self.faults.sort_by_key(|finding| finding.place);
        self.warnings.sort_by_key(|finding| finding.place);
    }

    // The same file may be read twice in a stack; its faults are told once.
    fn add_fault(&mut self, finding: Finding) {
        if !self.faults.contains(&finding) && !self.unread.iter().any(|unread| unread.overlaps(finding.place)) {
            self.faults.push(finding);
        }
    }
}

/// The known name nearest to a misspelt one, if any is near.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let score = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        let part = name.len() >= 4 && candidate.contains(&name);
        strsim::normalized_damerau_levenshtein(&name, &candidate).max(if part { 0.6 } else { 0.0 })
    };
    let (best, similarity) = known.into_iter().map(|candidate| (candidate, score(candidate))).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (similarity >= 0.55).then_some(best)
}

/// "did you mean ...?" or the list of what there is.
pub(super) fn suggestion(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there is none to choose from".into(),
        None if known.len() > 12 => format!("known are `{}` and {} more", known[..12].join("`, `"), known.len() - 12),
        None => format!("known: `{}`", known.join("`, `")),
    }
}
