//! Readers, which convert a request into an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::{fields, texts};
use crate::{
    api::{Argument, Body, Field, Member, Module, Object, Operation, Place, Placeholder, Type},
    emit::{cx::Cx, docs},
    names::Ident,
};

/// The readers of a resource.
pub(super) fn items(cx: &Cx<'_>, module: &Module) -> TokenStream {
    let readers: TokenStream =
        module.operations.iter().map(|operation| reader(cx, operation)).collect();
    let uses = cx.uses();
    quote! {
        #uses

        #readers
    }
}

fn reader(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let (method, id) = (&operation.method, &operation.id);
    let doc = docs::doc(&format!("Reads the arguments of `{id}` from a request."));
    let arguments = operation.arguments();
    let made = made(cx, operation, &arguments.required);
    let reads = match arguments.all().next().is_none() && operation.body.is_none() {
        true => quote! {
            Arguments::of(incoming).finish()?;
            Ok(#made)
        },
        false => reads(cx, operation, &made, &arguments.optional),
    };
    of_service(cx, id);
    cx.import("huaweicloud_serve", ["Arguments", "Fault", "Incoming"]);
    quote! {
        #doc
        pub(super) fn #method(incoming: &Incoming) -> Result<#id, Fault> {
            #reads
        }
    }
}

/// Records the use of an item of the model of the service.
fn of_service(cx: &Cx<'_>, name: &Ident) {
    cx.import(&format!("huaweicloud_model::{}", cx.service.name), [name]);
}

/// The request with its required arguments.
fn made(cx: &Cx<'_>, operation: &Operation, required: &[Argument<'_>]) -> TokenStream {
    let id = &operation.id;
    let values = required.iter().map(|argument| source(cx, operation, *argument));
    match (operation.takes_struct(), required.is_empty()) {
        (true, _) => {
            let arguments = operation.arguments_id();
            of_service(cx, &arguments);
            let names = required.iter().map(|argument| &argument.field.name);
            quote!(#id::new(#arguments { #(#names: #values),* }))
        }
        (false, true) => quote!(#id::default()),
        (false, false) => quote!(#id::new(#(#values),*)),
    }
}

/// Reads all arguments, and ends with the request.
fn reads(
    cx: &Cx<'_>,
    operation: &Operation,
    made: &TokenStream,
    optional: &[Argument<'_>],
) -> TokenStream {
    // The reader of the remaining fields with a prefix must be last.
    let (rest, named): (Vec<_>, Vec<_>) =
        optional.iter().copied().partition(|argument| argument.prefix().is_some());
    let sets: TokenStream = named
        .into_iter()
        .chain(rest)
        .map(|argument| {
            let (name, read) = (&argument.field.name, source(cx, operation, argument));
            quote!(operation.#name = #read;)
        })
        .collect();
    let mutable = (!sets.is_empty()).then(|| quote!(mut));
    let (body, end) = match &operation.body {
        Some(Body::Object(object)) => (begin(object), quote!(arguments.end(body)?;)),
        None | Some(Body::Json(_) | Body::Bytes(_)) => (quote!(), quote!(arguments.finish()?;)),
    };
    let reading = match only_body(operation) {
        true => quote!(let arguments),
        false => quote!(let mut arguments),
    };
    quote! {
        #reading = Arguments::of(incoming);
        #body
        let #mutable operation = #made;
        #sets
        #end
        Ok(operation)
    }
}

/// Whether only an optional body is read.
fn only_body(operation: &Operation) -> bool {
    let collects = matches!(
        &operation.body,
        Some(Body::Json(json)) if matches!(json.ty, Type::List(_)) && !json.is_optional()
    );
    operation.query.is_empty()
        && operation.headers.is_empty()
        && operation.placeholders.iter().all(|it| matches!(it, Placeholder::Project))
        && !collects
}

/// Starts to read an object: its wrapper and its constants.
fn begin(object: &Object) -> TokenStream {
    let wrapper = object.wrapper.as_ref().map(|key| key.names()).unwrap_or_default();
    let members = object.members.iter().map(|member| match member {
        Member::Constant(key, json) => {
            let names = key.names();
            quote!(body.constant(&[#(#names),*], #json);)
        }
        Member::Field(field) => {
            let renamed = field.key.renamed.as_ref().map(|renamed| {
                let (wire, newer) = (field.wire(), &renamed.name);
                quote!(body.renamed(#wire, #newer);)
            });
            quote!(#renamed)
        }
    });
    quote!(let mut body = arguments.body(&[#(#wrapper),*]); #(#members)*)
}

/// The reader of an argument.
fn source(cx: &Cx<'_>, operation: &Operation, argument: Argument<'_>) -> TokenStream {
    let field = argument.field;
    match argument.place {
        Place::Path => path(operation, field),
        Place::Query => texts::items(cx, field, &quote!(query), &quote!(list)),
        Place::Header => texts::items(cx, field, &quote!(header), &quote!(header_list)),
        Place::Json => fields::whole(cx, field),
        Place::Bytes if field.is_optional() => {
            quote!(Some(arguments.body_bytes()).filter(|body| !body.is_empty()))
        }
        Place::Bytes => quote!(arguments.body_bytes()),
        Place::Key(_) => fields::items(cx, field, operation.takes_struct()),
        Place::Extra(_) => quote!(body.rest()),
    }
}

/// The reader of an argument in the path.
fn path(operation: &Operation, field: &Field) -> TokenStream {
    let wire = field.wire();
    let into =
        (operation.takes_struct() && !matches!(field.ty, Type::String)).then(|| quote!(.into()));
    quote!(arguments.path(#wire)#into)
}
