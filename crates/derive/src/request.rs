//! Requests as data.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, Data, DeriveInput, Error, Field, GenericArgument, Ident, LitStr, PathArguments,
    Result, Token, Type,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

/// The place and the encoding of a field.
#[derive(Default)]
struct At {
    /// JSON pointers, the preferred one first.
    pointers: Vec<LitStr>,
    encoding: Option<Ident>,
    always: bool,
}

impl Parse for At {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut at = Self::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                at.pointers.push(input.parse()?);
            } else {
                let word: Ident = input.parse()?;
                if word == "always" { at.always = true } else { at.encoding = Some(word) }
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(at)
    }
}

/// A constant: JSON pointers, the preferred one first, and the value as JSON.
struct Constant {
    pointers: Vec<LitStr>,
    json: LitStr,
}

impl Parse for Constant {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let texts = Punctuated::<LitStr, Token![,]>::parse_terminated(input)?;
        let mut pointers: Vec<_> = texts.into_iter().collect();
        match pointers.pop() {
            Some(json) if !pointers.is_empty() => Ok(Self { pointers, json }),
            _ => Err(input.error("a constant needs a JSON pointer and a value")),
        }
    }
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "a request must be a struct"));
    };
    let name = &input.ident;
    let mut fields = data.fields.iter().map(field).collect::<Result<Vec<_>>>()?;
    // Fields that collect remaining keys must be last.
    fields.sort_by_key(|(is_rest, ..)| *is_rest);
    let (puts, takes): (Vec<_>, Vec<_>) =
        fields.into_iter().map(|(_, put, take)| (put, take)).unzip();
    let constants = named(&input.attrs, "constant")
        .map(Attribute::parse_args::<Constant>)
        .collect::<Result<Vec<_>>>()?;
    let put_constants = constants.iter().map(|Constant { pointers, json }| {
        let usual = pointers.first();
        quote!(data.put_constant(#usual, #json);)
    });
    let take_constants = constants
        .iter()
        .map(|Constant { pointers, json }| quote!(data.take_constant(&[#(#pointers),*], #json);));
    let mutable = (!puts.is_empty() || !constants.is_empty()).then(|| quote!(mut));
    Ok(quote! {
        /// Writes an object with `path`, `query`, `headers` and `body`.
        impl ::huaweicloud_core::codegen::serde::Serialize for #name {
            fn serialize<S: ::huaweicloud_core::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let #mutable data = ::huaweicloud_core::codegen::RequestData::new();
                #(#put_constants)*
                #(#puts)*
                data.write(serializer)
            }
        }

        /// Reads an object with `path`, `query`, `headers` and `body`.
        impl<'de> ::huaweicloud_core::codegen::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::huaweicloud_core::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut data = ::huaweicloud_core::codegen::RequestData::read(deserializer)?;
                #(#take_constants)*
                let request = Self { #(#takes),* };
                data.finish()?;
                ::core::result::Result::Ok(request)
            }
        }
    })
}

fn named<'a>(attributes: &'a [Attribute], name: &str) -> impl Iterator<Item = &'a Attribute> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name))
}

/// Returns whether a field collects remaining keys, and the code that writes and reads the field.
fn field(field: &Field) -> Result<(bool, TokenStream, TokenStream)> {
    let Some(name) = &field.ident else {
        return Err(Error::new_spanned(field, "a request must have named fields"));
    };
    let Some(at) = named(&field.attrs, "at").next() else {
        return Err(Error::new_spanned(field, "the place is missing; add `#[at(\"/query/…\")]`"));
    };
    let at: At = at.parse_args()?;
    let pointers = &at.pointers;
    let Some(pointer) = pointers.first() else {
        return Err(Error::new_spanned(field, "the place is missing; add a JSON pointer"));
    };
    if pointer.value().ends_with('*') {
        let put = quote!(data.put_rest(#pointer, &self.#name););
        return Ok((true, put, quote!(#name: data.take_rest(#pointer))));
    }
    let kind = last_segment(&field.ty);
    let kind = kind.as_ref().map(ToString::to_string).unwrap_or_default();
    let encode = |value: TokenStream| match &at.encoding {
        Some(encoding) => quote!(&::huaweicloud_core::codegen::encoding::#encoding(#value)),
        None => value,
    };
    let taken = match at.encoding.as_ref().map(ToString::to_string).as_deref() {
        // Numbers and booleans are read leniently in any encoding.
        Some(encoding @ ("Csv" | "JsonText")) => {
            let encoding = Ident::new(encoding, name.span());
            Some(quote!(::huaweicloud_core::codegen::encoding::#encoding))
        }
        _ => None,
    };
    Ok(match kind.as_str() {
        "Option" => {
            // Null is a value of this type.
            let is_nullable =
                argument(&field.ty).and_then(last_segment).is_some_and(|it| it == "Nullable");
            let value = match (is_nullable, &at.encoding) {
                (true, Some(encoding)) => quote! {
                    &value.as_ref().map(::huaweicloud_core::codegen::encoding::#encoding)
                },
                _ => encode(quote!(value)),
            };
            let put = match at.always {
                true => quote!(None => data.put_null(#pointer),),
                false => quote!(None => {}),
            };
            let unpack = taken.map(|encoding| match is_nullable {
                true => quote! {
                    .map(|value: ::huaweicloud_core::Nullable<_>| value.map(|#encoding(value)| value))
                },
                false => quote!(.map(|#encoding(value)| value)),
            });
            (
                false,
                quote! {
                    match &self.#name {
                        Some(value) => data.put(#pointer, #value),
                        #put
                    }
                },
                quote!(#name: data.take_optional(&[#(#pointers),*])#unpack),
            )
        }
        "Vec" | "BTreeMap" => {
            let value = encode(quote!(&self.#name));
            let unpack = match taken {
                Some(encoding) => quote!(.map(|#encoding(value)| value)),
                None => quote!(),
            };
            (
                false,
                match at.always {
                    true => quote!(data.put(#pointer, #value);),
                    false => quote!(if !self.#name.is_empty() { data.put(#pointer, #value) }),
                },
                quote!(#name: data.take_optional(&[#(#pointers),*])#unpack.unwrap_or_default()),
            )
        }
        _ => {
            let value = encode(quote!(&self.#name));
            let take = quote!(data.take(&[#(#pointers),*])?);
            let take = match taken {
                Some(encoding) => quote!({ let #encoding(value) = #take; value }),
                None => take,
            };
            (false, quote!(data.put(#pointer, #value);), quote!(#name: #take))
        }
    })
}

/// `String` of `Option<String>`.
fn argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// `Option` of `std::option::Option<String>`.
fn last_segment(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}
