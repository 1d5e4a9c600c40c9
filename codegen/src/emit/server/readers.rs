//! Readers, which convert a request into an operation.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    api::{Api, Body, Encoding, Field, Member, Module, Operation, Placeholder, Service, Type},
    emit::{
        docs,
        tokens::{self, mentions, name},
    },
};

/// The readers of a resource.
pub(super) fn items(api: &Api, service: &Service, module: &Module) -> TokenStream {
    let home = name(&service.name);
    let ids = module.operations.iter().map(|operation| name(&operation.id));
    let arguments = |operation: &Operation| {
        operation.takes_struct().then(|| name(&format!("{}Arguments", operation.id)))
    };
    let structs = module.operations.iter().filter_map(arguments);
    let readers: TokenStream = module.operations.iter().map(reader).collect();
    let mentioned = mentions(&readers);
    let from = |module: &str, names: &[&str]| {
        let names: Vec<_> =
            names.iter().filter(|known| mentioned.contains(**known)).map(|it| name(it)).collect();
        let module = name(module);
        (!names.is_empty()).then(|| quote!(use #module::{#(#names),*};))
    };
    let std = from("std::collections", &["BTreeMap"]);
    let core = from("huaweicloud_core", &["Nullable", "Secret", "Timestamp"]);
    let json = from("serde_json", &["Value"]);
    let types = |service: &Service| -> BTreeSet<String> {
        let types = service.modules.iter().flat_map(|module| &module.types);
        types.map(|decl| decl.name.clone()).filter(|name| mentioned.contains(name)).collect()
    };
    let common = api.services.iter().filter(|other| other.endpoint.is_none());
    let shared = common.flat_map(|common| {
        let home = name(&common.name);
        types(common).into_iter().map(move |ty| {
            let ty = name(&ty);
            quote!(use huaweicloud_model::#home::#ty;)
        })
    });
    let own = types(service).into_iter().map(|ty| name(&ty));
    quote! {
        #std
        #core
        #(#shared)*
        use huaweicloud_model::#home::{#(#ids,)* #(#structs,)* #(#own),*};
        use huaweicloud_serve::{Arguments, Fault, Incoming};
        #json

        #readers
    }
}

fn reader(operation: &Operation) -> TokenStream {
    let (method, id) = (name(&operation.method), name(&operation.id));
    let doc = docs::doc(&format!("Reads the arguments of `{}` from a request.", operation.id));
    let (required, optional) = operation.arguments();
    let values: Vec<_> = required.iter().map(|field| source(operation, field)).collect();
    let made = match (operation.takes_struct(), required.is_empty()) {
        (true, _) => {
            let arguments = name(&format!("{}Arguments", operation.id));
            let names = required.iter().map(|field| name(&field.name));
            quote!(#id::new(#arguments { #(#names: #values),* }))
        }
        (false, true) => quote!(#id::default()),
        (false, false) => quote!(#id::new(#(#values),*)),
    };
    // The reader of the remaining fields with a prefix must be last.
    let (rest, named): (Vec<_>, Vec<_>) =
        optional.iter().partition(|field| field.prefix().is_some());
    let sets: Vec<_> = named
        .into_iter()
        .chain(rest)
        .map(|field: &&Field| {
            let (name, read) = (name(&field.name), source(operation, field));
            quote!(operation.#name = #read;)
        })
        .collect();
    let mutable = (!sets.is_empty()).then(|| quote!(mut));
    let (body, end) = match &operation.body {
        Some(body @ Body::Object { .. }) => (begin(body), quote!(arguments.end(body)?;)),
        _ => (quote!(), quote!(arguments.finish()?;)),
    };
    if required.is_empty() && optional.is_empty() && operation.body.is_none() {
        return quote! {
            #doc
            pub(super) fn #method(incoming: &Incoming) -> Result<#id, Fault> {
                Arguments::of(incoming).finish()?;
                Ok(#made)
            }
        };
    }
    let reading = match only_body(operation) {
        true => quote!(let arguments),
        false => quote!(let mut arguments),
    };
    quote! {
        #doc
        pub(super) fn #method(incoming: &Incoming) -> Result<#id, Fault> {
            #reading = Arguments::of(incoming);
            #body
            let #mutable operation = #made;
            #(#sets)*
            #end
            Ok(operation)
        }
    }
}

/// Whether only an optional body is read.
fn only_body(operation: &Operation) -> bool {
    let collects = match &operation.body {
        Some(Body::Json(json)) => matches!(json.ty, Type::List(_)) && !json.optional,
        _ => false,
    };
    operation.query.is_empty()
        && operation.headers.is_empty()
        && operation.placeholders.iter().all(|it| matches!(it, Placeholder::Project))
        && !collects
}

/// Starts to read an object: its wrapper and its constants.
fn begin(body: &Body) -> TokenStream {
    let Body::Object { wrapper, members, .. } = body else { return quote!() };
    let wrapper = wrapper.as_ref().map(|key| key.names()).unwrap_or_default();
    let members: Vec<_> = members
        .iter()
        .filter_map(|member| match member {
            Member::Constant(key, json) => {
                let names = key.names();
                Some(quote!(body.constant(&[#(#names),*], #json);))
            }
            Member::Field(field) => {
                let (wire, (.., newer)) = (field.wire(), field.key.renamed.as_ref()?);
                Some(quote!(body.renamed(#wire, #newer);))
            }
        })
        .collect();
    quote!(let mut body = arguments.body(&[#(#wrapper),*]); #(#members)*)
}

/// The reader of a field.
fn source(operation: &Operation, field: &Field) -> TokenStream {
    let is = |other: &Field| std::ptr::eq(other, field);
    let wire = field.wire();
    if operation.query.iter().any(is) {
        return text(field, &quote!(query), &quote!(list));
    }
    if operation.headers.iter().any(is) {
        return text(field, &quote!(header), &quote!(header_list));
    }
    match &operation.body {
        Some(Body::Json(json)) if is(json) => whole(json),
        Some(Body::Bytes(bytes)) if is(bytes) && bytes.optional => {
            quote!(Some(arguments.body_bytes()).filter(|body| !body.is_empty()))
        }
        Some(Body::Bytes(bytes)) if is(bytes) => quote!(arguments.body_bytes()),
        Some(Body::Object { extra: Some(extra), .. }) if is(extra) => quote!(body.rest()),
        Some(body) if body.fields().into_iter().any(is) => body_field(operation, field),
        _ if operation.takes_struct() && !matches!(field.ty, Type::String) => {
            quote!(arguments.path(#wire).into())
        }
        _ => quote!(arguments.path(#wire)),
    }
}

/// The reader of a body that is one argument.
fn whole(field: &Field) -> TokenStream {
    let ty = tokens::ty(&field.ty);
    match (&field.ty, field.optional) {
        (_, true) if field.is_left_out_empty() => {
            quote!(arguments.optional_body::<#ty>()?.unwrap_or_default())
        }
        (_, true) => quote!(arguments.optional_body::<#ty>()?),
        (Type::List(item), false) => {
            let item = tokens::ty(item);
            quote!(arguments.body_list::<#item>())
        }
        (_, false) => quote!(arguments.body_json::<#ty>()?),
    }
}

fn body_field(operation: &Operation, field: &Field) -> TokenStream {
    let (wire, ty) = (field.wire(), tokens::field_ty(field));
    // The type is inferred from a struct field, but must be explicit for a generic parameter.
    let said = match operation.takes_struct() || field.optional {
        true => quote!(),
        false => quote!(::<#ty>),
    };
    let empty = match field.is_option() {
        true => quote!(),
        false => quote!(.unwrap_or_default()),
    };
    let present = (!field.optional).then(|| quote!(.present(#wire)));
    let encoded = match (field.encoding, &field.ty) {
        (Encoding::Csv, Type::List(item)) => {
            let item = tokens::ty(item);
            Some(quote!(body #present.csv::<#item>(#wire)#empty))
        }
        (Encoding::Json, ty) => {
            let ty = tokens::ty(ty);
            Some(quote!(body #present.json::<#ty>(#wire)#empty))
        }
        _ => None,
    };
    if let Some(read) = encoded {
        return match field.has_three_states() {
            true => quote!(body.has(#wire).then(|| Nullable::from(#read))),
            false => read,
        };
    }
    match (field.optional, is_enum(&field.ty) && !field.nullable) {
        (true, true) => quote!(body.known(#wire)),
        (true, false) => quote!(body.optional(#wire)#empty),
        (false, true) => quote!(body.required_known #said(#wire)),
        (false, false) => quote!(body.required #said(#wire)),
    }
}

/// Reads and validates a query parameter or a header.
fn text(field: &Field, one: &TokenStream, many: &TokenStream) -> TokenStream {
    let wire = field.wire();
    if let (Some(prefix), Type::Map(value)) = (field.prefix(), &field.ty) {
        let value = tokens::ty(value);
        return quote!(arguments.prefixed::<#value>(#prefix));
    }
    let range = range(field);
    let present = (!field.optional).then(|| quote!(.present()));
    let argument = quote!(arguments.#one(#wire));
    match (&field.ty, field.encoding) {
        (Type::List(_), Encoding::Json) => quote!(#argument.json()),
        (ty, Encoding::Json) if !field.optional => {
            let ty = tokens::ty(ty);
            quote!(#argument.present().json::<#ty>())
        }
        (_, Encoding::Json) => quote!(#argument.json()),
        (Type::List(item), Encoding::Csv) => {
            let read = element(item, &range, field);
            quote!(#argument #present.csv(|argument| #read))
        }
        (Type::List(item), _) => {
            let read = element(item, &range, field);
            quote!(arguments.#many(#wire, |argument| #read))
        }
        (ty, _) if field.optional && is_enum(ty) => quote!(#argument.known()),
        (ty, _) if field.optional && is_format(ty) => quote!(#argument.text()),
        (_, _) if field.optional => quote!(#argument #range.optional()),
        // The type is converted, so it must be explicit.
        (ty, _) => {
            let said = tokens::ty(ty);
            match () {
                () if is_enum(ty) => quote!(#argument #range.required_known::<#said>()),
                () if is_format(ty) => {
                    quote!(#argument.present().text::<#said>().unwrap_or_default())
                }
                () => quote!(#argument #range.required::<#said>()),
            }
        }
    }
}

/// Reads an item of a list. The type is explicit where the list is converted.
fn element(item: &Type, range: &TokenStream, field: &Field) -> TokenStream {
    let said = match field.optional {
        true => quote!(),
        false => {
            let ty = tokens::ty(item);
            quote!(::<#ty>)
        }
    };
    match () {
        () if is_enum(item) => quote!(argument.known #said()),
        () if is_format(item) => quote!(argument.text #said()),
        () => quote!(argument #range.optional #said()),
    }
}

fn is_enum(ty: &Type) -> bool {
    matches!(ty, Type::Named(name) if name.is_enum)
}

fn is_format(ty: &Type) -> bool {
    matches!(ty, Type::Named(name) if name.is_format)
}

fn range(field: &Field) -> TokenStream {
    let bound = |bound: Option<i64>| match bound {
        Some(bound) => {
            let bound = Literal::i64_unsuffixed(bound);
            quote!(Some(#bound))
        }
        None => quote!(None),
    };
    match field.range {
        (None, None) => quote!(),
        (least, greatest) => {
            let (least, greatest) = (bound(least), bound(greatest));
            quote!(.range(#least, #greatest))
        }
    }
}
