//! How much a page says.

use std::{fmt, ops::AddAssign};

use crate::facts::{Facts, Field, Sample, Table};

/// Counts of what pages say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages.
    pub pages: usize,
    /// Pages that describe an operation.
    pub operations: usize,
    /// Rows of parameters of paths, queries and headers.
    pub parameters: usize,
    /// Rows of fields of bodies, answers and attributes.
    pub fields: usize,
    /// Enumerated values, special ones included.
    pub values: usize,
    /// Statuses of operations.
    pub statuses: usize,
    /// Error codes.
    pub codes: usize,
    /// Samples.
    pub samples: usize,
    /// Samples with a payload.
    pub payloads: usize,
    /// Samples that were mended.
    pub repaired: usize,
}

impl Tally {
    /// Counts what one page says.
    pub fn of(facts: &Facts) -> Self {
        let mut tally = Self { pages: 1, ..Self::default() };
        match facts {
            Facts::Operation(it) => {
                tally.operations = 1;
                for list in [&it.path_parameters, &it.query, &it.headers] {
                    tally.parameters += list.len();
                    tally.values(list);
                }
                let tables = it.request.iter().chain(&it.response);
                for list in tables.map(|Table { fields, .. }| fields).chain([&it.response_headers])
                {
                    tally.fields += list.len();
                    tally.values(list);
                }
                tally.statuses = it.success.len() + it.errors.len();
                tally.samples(&it.samples);
            }
            Facts::Errors(it) => {
                tally.codes = it.codes.len();
                tally.samples(&it.samples);
            }
            Facts::Lists(it) => {
                tally.fields = it.fields.len();
                tally.values(&it.fields);
                tally.values += it.lists.iter().map(|list| list.values.len()).sum::<usize>();
            }
            Facts::Guide(it) => tally.samples(&it.samples),
        }
        tally
    }

    fn values(&mut self, fields: &[Field]) {
        self.values += fields.iter().map(|it| it.values.len() + it.special.len()).sum::<usize>();
    }

    fn samples(&mut self, samples: &[Sample]) {
        self.samples = samples.len();
        self.payloads = samples.iter().filter(|it| it.body.is_some()).count();
        self.repaired = samples.iter().filter(|it| !it.repairs.is_empty()).count();
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.pages += other.pages;
        self.operations += other.operations;
        self.parameters += other.parameters;
        self.fields += other.fields;
        self.values += other.values;
        self.statuses += other.statuses;
        self.codes += other.codes;
        self.samples += other.samples;
        self.payloads += other.payloads;
        self.repaired += other.repaired;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>6} pages, {} of them operations", self.pages, self.operations)?;
        writeln!(f, "{:>6} parameters of paths, queries and headers", self.parameters)?;
        writeln!(f, "{:>6} fields of bodies and answers", self.fields)?;
        writeln!(f, "{:>6} enumerated values", self.values)?;
        writeln!(f, "{:>6} statuses, {} error codes", self.statuses, self.codes)?;
        write!(
            f,
            "{:>6} samples, {} with a payload, {} mended",
            self.samples, self.payloads, self.repaired
        )
    }
}
