//! A page that describes an operation.

mod codes;
mod nest;
mod subject;
mod tables;
mod uri;

pub(crate) use tables::{Columns, fields};

use crate::{
    Kind, Reading, Remark,
    facts::{Facts, Field, Operation},
    outline::{Outline, Part},
    page::tables::{Place, Titled},
    sample,
};

/// The service that a page belongs to: its folder, but for SFS Turbo, which shares one with SFS.
pub(crate) fn service(folder: &str, turbo: bool) -> String {
    if folder == "sfs" && turbo { "sfs_turbo".to_owned() } else { folder.to_owned() }
}

/// Reads a page that describes an operation.
pub(crate) fn read(folder: &str, name: &str, outline: &Outline<'_>) -> Reading {
    let mut remarks = Vec::new();
    let uri = uri::find(outline);
    if uri.is_none() {
        remarks.push(Remark::new(Kind::NotUnderstood, "URI", "no method and path"));
    }
    let uri = uri.unwrap_or_default();
    let mut operation = Operation {
        page: name.to_owned(),
        anchor: outline.anchor(),
        service: service(folder, uri.path.contains("/sfs-turbo/")),
        operation: outline.explorer_id(),
        method: uri.method.clone(),
        path: uri.path.clone(),
        path_parameters: Vec::new(),
        query: Vec::new(),
        headers: Vec::new(),
        request: Vec::new(),
        response_headers: Vec::new(),
        response: Vec::new(),
        success: Vec::new(),
        errors: Vec::new(),
        samples: Vec::new(),
    };
    parameters(outline, &uri, &mut operation, &mut remarks);
    answer(outline, &mut operation, &mut remarks);
    codes::read(outline, &mut operation, &mut remarks);
    operation.samples = sample::read(outline, &uri.method, &mut remarks);
    for table in tables::scan(outline, &[Part::Other], &mut remarks) {
        remarks.push(Remark::new(
            Kind::LeftOut,
            table.describe(),
            "a table outside of request and answer",
        ));
    }
    Reading { facts: Facts::Operation(Box::new(operation)), remarks }
}

/// Parameters of path, query and headers, and the body.
fn parameters(
    outline: &Outline<'_>,
    uri: &uri::Uri,
    to: &mut Operation,
    remarks: &mut Vec<Remark>,
) {
    let mut bodies = Vec::new();
    for table in tables::scan(outline, &[Part::Uri], remarks) {
        for row in table.rows {
            let query = table.place == Place::Query || row.query || uri.is_query(&row.field.name);
            if query { &mut to.query } else { &mut to.path_parameters }.push(row.field);
        }
    }
    for table in tables::scan(outline, &[Part::Request], remarks) {
        match table.place {
            Place::Header => to.headers.extend(take(table)),
            Place::Path => to.path_parameters.extend(take(table)),
            Place::Query => to.query.extend(take(table)),
            // Where nothing has a body, what the request takes is its query.
            Place::Body if matches!(uri.method.as_str(), "GET" | "HEAD") => {
                to.query.extend(take(table))
            }
            Place::Body => bodies.push(table),
        }
    }
    to.request = nest::nest(bodies, "request", remarks);
}

fn answer(outline: &Outline<'_>, to: &mut Operation, remarks: &mut Vec<Remark>) {
    let tables = tables::scan(outline, &[Part::Response], remarks);
    if outline.answers_in_headers() {
        to.response_headers = tables.into_iter().flat_map(take).collect();
    } else {
        to.response = nest::nest(tables, "response", remarks);
    }
}

fn take(table: Titled) -> impl Iterator<Item = Field> {
    table.rows.into_iter().map(|row| row.field)
}
