//! What came of an audit.

use huaweicloud_codegen::Described;

use super::Difference;

/// What came of holding the specs of a service against its pages.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditedService {
    /// The service.
    pub name: String,
    /// Its error codes.
    pub codes: Count,
    /// Its operations.
    pub operations: Vec<Audited>,
    /// What differs in the service itself.
    pub differences: Vec<Difference>,
}

/// What came of holding a spec against its page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audited {
    /// The operation's id.
    pub operation: String,
    /// Parameters.
    pub parameters: Count,
    /// Fields of bodies.
    pub fields: Count,
    /// Values that parameters and fields may have.
    pub values: Count,
    /// Statuses.
    pub statuses: Count,
    /// Samples; one is in the spec if all its keys are.
    pub samples: Count,
    /// How many differences are explained by a deviation.
    pub explained: usize,
    /// The others.
    pub differences: Vec<Difference>,
}

/// How many things of a kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// On the page.
    pub documented: usize,
    /// Of these, in the spec.
    pub in_spec: usize,
}

impl Audited {
    /// Of a spec whose page is not among the facts.
    pub(super) fn without_page(spec: &Described) -> Self {
        Self {
            operation: spec.operation.clone(),
            differences: vec![Difference::new("page", "page", "absent", &spec.page)],
            ..Self::default()
        }
    }
}
