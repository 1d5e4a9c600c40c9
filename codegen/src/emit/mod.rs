//! stub
pub(crate) fn files(_: &crate::api::Api) -> crate::Files { Default::default() }
