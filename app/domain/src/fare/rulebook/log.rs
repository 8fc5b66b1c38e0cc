//! Faults with their place in a file.

use std::fmt;

/// A step on the way into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into a table, by its key.
    Key(String),
    /// Into a list, by the place from 0.
    Index(usize),
}

/// What is wrong with a rule file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which of the files, from 0.
    pub file: usize,
    /// The way to it.
    pub path: Vec<Step>,
    /// What is wrong, in words.
    pub reason: String,
}

/// `fee[2].bands[0].amount.fixed.USD`
pub struct Way<'a>(pub &'a [Step]);

impl fmt::Display for Way<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if place == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { write!(f, "{}", self.reason) } else { write!(f, "{}: {}", Way(&self.path), self.reason) }
    }
}

/// Collects faults on the way through one file.
pub(super) struct Log<'a> {
    file: usize,
    path: Vec<Step>,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Log<'a> {
    pub(super) const fn new(file: usize, faults: &'a mut Vec<Fault>) -> Self {
        Self { file, path: Vec::new(), faults }
    }

    /// Goes into a table for as long as `inside` takes.
    pub(super) fn key<T>(&mut self, key: &str, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.step(Step::Key(key.to_owned()), inside)
    }

    /// Goes into a list for as long as `inside` takes.
    pub(super) fn index<T>(&mut self, index: usize, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.step(Step::Index(index), inside)
    }

    fn step<T>(&mut self, step: Step, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let told = inside(self);
        self.path.pop();
        told
    }

    /// Goes through a list that stands under a key.
    pub(super) fn each<'t, T>(&mut self, key: &str, all: &'t [T], mut inside: impl FnMut(&mut Self, usize, &'t T)) {
        self.key(key, |log| all.iter().enumerate().for_each(|(index, one)| log.index(index, |log| inside(log, index, one))));
    }

    /// Says what is wrong here.
    pub(super) fn say(&mut self, reason: impl Into<String>) {
        self.faults.push(Fault { file: self.file, path: self.path.clone(), reason: reason.into() });
    }

    /// Says what is wrong under a key.
    pub(super) fn say_at(&mut self, key: &str, reason: impl Into<String>) {
        self.key(key, |log| log.say(reason));
    }
}
