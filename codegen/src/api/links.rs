//! Pages that were named, as links.

use super::Api;
use crate::{Anchors, specs::Specs};

/// Makes links of pages whose address is known.
pub(super) fn link(api: &mut Api, specs: &Specs, anchors: &Anchors) {
    for service in &mut api.services {
        let written = specs.services.get(&service.name).and_then(|specs| specs.service.as_ref());
        let Some(written) = written else { continue };
        let operations = service.modules.iter_mut().flat_map(|module| &mut module.operations);
        for operation in operations {
            operation.page = anchors.link(written, &operation.page);
        }
    }
}
