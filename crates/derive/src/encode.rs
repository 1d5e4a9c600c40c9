//! Requests as they are sent.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{
    Attribute, Error, LitInt, LitStr, Result, Token,
    parse::{Parse, ParseStream},
};

use crate::{
    argument::{Constant, Field},
    attribute::named,
    kind::Kind,
};

/// What the attributes of a struct say of its body: `#[body(optional, media_type = "text/plain")]`.
#[derive(Default)]
struct Body {
    /// Whether a body without fields is not sent.
    optional: bool,
    media_type: Option<LitStr>,
}

impl Parse for Body {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut body = Self::default();
        while !input.is_empty() {
            let word: Ident = input.parse()?;
            if word == "optional" {
                body.optional = true;
            } else if word == "media_type" {
                input.parse::<Token![=]>()?;
                body.media_type = Some(input.parse()?);
            } else {
                return Err(Error::new_spanned(word, "one of optional, media_type"));
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(body)
    }
}

/// A key of the body that has another name from a microversion on: `#[renamed("old", "new", 2, 7)]`.
struct Renamed {
    old: LitStr,
    new: LitStr,
    since: (LitInt, LitInt),
}

impl Parse for Renamed {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let old = input.parse()?;
        input.parse::<Token![,]>()?;
        let new = input.parse()?;
        input.parse::<Token![,]>()?;
        let major = input.parse()?;
        input.parse::<Token![,]>()?;
        Ok(Self { old, new, since: (major, input.parse()?) })
    }
}

/// The code that encodes a request: its path, query, headers and body.
pub(crate) fn encode(
    attributes: &[Attribute],
    fields: &[Field<'_>],
    constants: &[Constant],
) -> Result<TokenStream> {
    let path = fields.iter().filter_map(|field| {
        let (name, key) = (field.name, field.pointer().strip_prefix("/path/")?.to_owned());
        Some(quote!((#key, ::huaweicloud_core::codegen::PathText::path_text(&self.#name))))
    });
    let sets: Vec<_> = fields.iter().filter_map(text).collect();
    let body = body(attributes, fields, constants)?;
    let mutable = (!sets.is_empty() || body.is_some()).then(|| quote!(mut));
    Ok(quote! {
        fn encode_request(
            &self,
            meta: &::huaweicloud_core::Meta,
            cx: &::huaweicloud_core::Context,
        ) -> ::core::result::Result<
            ::huaweicloud_core::EncodedRequest,
            ::huaweicloud_core::Error,
        > {
            let #mutable request = ::huaweicloud_core::codegen::start(meta, cx, &[#(#path),*])?;
            #(#sets)*
            #body
            ::core::result::Result::Ok(request)
        }
    })
}

/// Sends an argument as text, in the query or in a header.
fn text(field: &Field<'_>) -> Option<TokenStream> {
    let pointer = field.pointer();
    let query = pointer.strip_prefix("/query/");
    let key = unescaped(query.or(pointer.strip_prefix("/headers/"))?);
    let name = field.name;
    if let Some(prefix) = key.strip_suffix('*') {
        let key = format!("{prefix}{{key}}");
        return Some(quote! {
            for (key, value) in &self.#name {
                request.query(&::std::format!(#key), ::core::option::Option::Some(value));
            }
        });
    }
    let send = |value: TokenStream| match query {
        Some(_) => quote!(request.query(#key, #value);),
        None => quote!(request.header(#key, #value)?;),
    };
    let encoding = field.at.encoding.as_ref().map(ToString::to_string);
    let convert = match (encoding.as_deref(), &field.at.pattern) {
        (Some("Csv"), _) => Convert::Infallible(quote!(::huaweicloud_core::codegen::encoding::Csv)),
        (Some("JsonText"), _) => {
            Convert::Fallible(quote!(::huaweicloud_core::codegen::encoding::to_json))
        }
        (Some("Digit"), _) => Convert::Infallible(quote!(::huaweicloud_core::codegen::digit_text)),
        (_, Some(pattern)) => Convert::Infallible(quote! {
            |time: &::huaweicloud_core::Timestamp| time.in_pattern(#pattern)
        }),
        (_, None) => Convert::None,
    };
    Some(match (field.kind, convert) {
        (Kind::Many, Convert::None) => {
            let each = send(quote!(::core::option::Option::Some(value)));
            quote!(for value in &self.#name { #each })
        }
        (Kind::Many, convert) => {
            let all = send(some(&convert.of(&quote!(&self.#name))));
            match field.at.has("always") {
                true => all,
                false => quote!(if !self.#name.is_empty() { #all }),
            }
        }
        (Kind::One, convert) => send(some(&convert.of(&quote!(&self.#name)))),
        (Kind::Option { .. }, Convert::None) => send(quote!(self.#name.as_ref())),
        (Kind::Option { .. }, Convert::Infallible(f)) => send(quote!(self.#name.as_ref().map(#f))),
        (Kind::Option { .. }, Convert::Fallible(f)) => {
            send(quote!(self.#name.as_ref().map(#f).transpose()?))
        }
    })
}

/// How a value becomes a text.
enum Convert {
    None,
    Infallible(TokenStream),
    Fallible(TokenStream),
}

impl Convert {
    fn of(&self, value: &TokenStream) -> TokenStream {
        match self {
            Self::None => value.clone(),
            Self::Infallible(convert) => quote!((#convert)(#value)),
            Self::Fallible(convert) => quote!((#convert)(#value)?),
        }
    }
}

fn some(value: &TokenStream) -> TokenStream {
    quote!(::core::option::Option::Some(#value))
}

/// Sets the body, if the request has one.
fn body(
    attributes: &[Attribute],
    fields: &[Field<'_>],
    constants: &[Constant],
) -> Result<Option<TokenStream>> {
    let said = named(attributes, "body").next();
    let Body { optional, media_type } = match said {
        Some(attribute) => attribute.parse_args()?,
        None => Body::default(),
    };
    let media_type = media_type.map(|media_type| quote!(request.media_type(#media_type);));
    if let Some(whole) = fields.iter().find(|field| field.pointer() == "/body") {
        return Ok(Some(self::whole(whole, media_type)));
    }
    let renamed = named(attributes, "renamed")
        .map(Attribute::parse_args::<Renamed>)
        .collect::<Result<Vec<_>>>()?;
    let mut keys = fields.iter().map(Field::pointer).chain(constants.iter().map(Constant::pointer));
    let Some(first) = keys.find_map(|pointer| pointer.strip_prefix("/body/").map(str::to_owned))
    else {
        return Ok(None);
    };
    let wrapper = first.split_once('/').map(|(wrapper, _)| key(wrapper, &renamed));
    let wrapped = wrapper.map(|key| quote!(.wrapped(#key)));
    let first = constants.iter().map(|it| constant(it, &renamed));
    let (rest, named): (Vec<_>, Vec<_>) = fields
        .iter()
        .filter(|field| field.pointer().starts_with("/body/"))
        .partition(|field| field.is_rest());
    let named = named.into_iter().map(|field| {
        let set = in_object(field, &renamed);
        let constants = field.constants.iter().map(|it| constant(it, &renamed));
        quote!(#set #(#constants)*)
    });
    let rest = rest.iter().map(|field| {
        let name = field.name;
        quote! {
            for (key, value) in &self.#name {
                body.field(key, value)?;
            }
        }
    });
    let set = quote! {
        request.object(body #wrapped);
        #media_type
    };
    let set = if optional { quote!(if !body.is_empty() { #set }) } else { set };
    Ok(Some(quote! {
        let mut body = ::huaweicloud_core::codegen::JsonObject::new();
        #(#first)*
        #(#named)*
        #(#rest)*
        #set
    }))
}

/// A body that is one argument.
fn whole(field: &Field<'_>, media_type: Option<TokenStream>) -> TokenStream {
    let name = field.name;
    let set = |value: TokenStream| match field.at.has("bytes") {
        true => quote!(request.body = ::core::clone::Clone::clone(#value); #media_type),
        false => quote!(request.json(#value)?; #media_type),
    };
    match field.kind {
        Kind::Many if !field.at.has("always") => {
            let set = set(quote!(&self.#name));
            quote!(if !self.#name.is_empty() { #set })
        }
        Kind::Option { .. } if !field.at.has("always") => {
            let set = set(quote!(body));
            quote!(if let ::core::option::Option::Some(body) = &self.#name { #set })
        }
        Kind::Option { .. } | Kind::Many | Kind::One => set(quote!(&self.#name)),
    }
}

/// Adds a constant to the body.
fn constant(constant: &Constant, renamed: &[Renamed]) -> TokenStream {
    let (pointer, json) = (constant.pointer(), &constant.json);
    let key = key(pointer.rsplit('/').next().unwrap_or_default(), renamed);
    quote!(body.constant(#key, #json);)
}

/// Adds an argument to the body.
fn in_object(field: &Field<'_>, renamed: &[Renamed]) -> TokenStream {
    let name = field.name;
    let key = key(field.pointer().rsplit('/').next().unwrap_or_default(), renamed);
    let encoder = field.at.encoding.as_ref();
    let encoder = encoder.map(|name| quote!(::huaweicloud_core::codegen::encoding::#name));
    let encoder = encoder.or_else(|| {
        let pattern = field.at.pattern.as_ref()?;
        Some(quote!((|time: &::huaweicloud_core::Timestamp| time.in_pattern(#pattern))))
    });
    let always = field.at.has("always");
    match (field.kind, encoder) {
        (Kind::Option { .. }, None) if always => quote!(body.field(#key, &self.#name)?;),
        (Kind::Option { .. }, Some(encoder)) if always => {
            quote!(body.field(#key, &self.#name.as_ref().map(#encoder))?;)
        }
        (Kind::Option { .. }, None) => quote!(body.optional(#key, self.#name.as_ref())?;),
        (Kind::Option { nullable: false }, Some(encoder)) => {
            quote!(body.optional(#key, self.#name.as_ref().map(#encoder))?;)
        }
        (Kind::Option { nullable: true }, Some(encoder)) => quote! {
            body.optional(#key, self.#name.as_ref().map(|value| value.as_ref().map(#encoder)))?;
        },
        (Kind::Many | Kind::One, encoder) => {
            let value = match encoder {
                Some(encoder) => quote!(&#encoder(&self.#name)),
                None => quote!(&self.#name),
            };
            let set = quote!(body.field(#key, #value)?;);
            match field.kind == Kind::Many && !always {
                true => quote!(if !self.#name.is_empty() { #set }),
                false => set,
            }
        }
    }
}

/// A key of the body, whose name may depend on the microversion.
fn key(segment: &str, renamed: &[Renamed]) -> TokenStream {
    let key = unescaped(segment);
    match renamed.iter().find(|renamed| renamed.old.value() == key) {
        Some(Renamed { old, new, since: (major, minor) }) => {
            quote!(cx.key(#old, (#major, #minor), #new))
        }
        None => quote!(#key),
    }
}

/// A segment of a JSON pointer as the key that it stands for.
fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
