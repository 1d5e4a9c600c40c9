//! Pages that show how operations are called, step by step.

use crate::{
    Kind, Reading, Remark,
    facts::{Facts, Guide},
    markdown::Block,
    outline::Outline,
    page, sample,
};

/// The samples of a page that has any.
pub(crate) fn read(folder: &str, name: &str, blocks: &[Block]) -> Option<Reading> {
    let mut remarks = Vec::new();
    let samples = sample::read_guide(blocks, &mut remarks);
    let mut request = false;
    for (index, sample) in samples.iter().enumerate() {
        request |= sample.target.is_some();
        if !request {
            let place = format!("sample {}", index + 1);
            remarks.push(Remark::new(
                Kind::Silent,
                place,
                "the page does not show the request it belongs to",
            ));
        }
    }
    (!samples.is_empty()).then(|| Reading {
        facts: Facts::Guide(Guide {
            page: name.to_owned(),
            anchor: Outline::new(blocks).anchor(),
            service: page::service(folder, false),
            samples,
        }),
        remarks,
    })
}
