//! Waiters, and the operations that start work.

use proc_macro2::TokenStream;
use quote::quote;

use super::output;
use crate::{
    api::{Field, LongRunning, NamedBy, Operation, State, Variant, Waiter},
    emit::{
        docs,
        tokens::{self, Parameters, name},
    },
};

/// The implementation of `LongRunning` for an operation that starts work.
pub(super) fn long_running(operation: &Operation, starts: &LongRunning) -> TokenStream {
    let (id, waiter) = (name(&operation.id), name(&starts.waiter));
    let output = output(&operation.id, &operation.output);
    let in_response = starts.arguments.iter().any(|named| named.from_answer);
    let parameter = if in_response { name("output") } else { name("_") };
    let unwrap = (in_response && operation.output.is_option())
        .then(|| quote!(let output = output.as_ref()?;));
    let arguments = starts.arguments.iter().map(named_by);
    let last = starts.done.as_ref().map_or_else(|| quote!(()), |done| name(done));
    let (made, last_parameter, value) = match starts.gives.split_last() {
        None => (quote!(()), quote!(_), quote!(Some(()))),
        Some((last, way)) => (quote!(String), quote!(last), made(way, last)),
    };
    quote! {
        impl LongRunning for #id {
            type Waiter = #waiter;
            type Id = #made;

            fn waiter(&self, #parameter: &#output) -> Option<#waiter> {
                #unwrap
                Some(#waiter::new(#(#arguments),*))
            }

            fn id(#last_parameter: &#last) -> Option<#made> {
                #value
            }
        }
    }
}

/// The ID of the created object, at the end of a path.
fn made(way: &[Field], last: &Field) -> TokenStream {
    let steps = steps(way, &quote!(?));
    let name = name(&last.name);
    match last.is_option() {
        true => quote!(non_empty(last #steps.#name.as_deref()?).map(str::to_owned)),
        false => quote!(non_empty(&last #steps.#name).map(str::to_owned)),
    }
}

/// The fields along a path, with the code for a missing one.
fn steps(way: &[Field], missing: &TokenStream) -> TokenStream {
    let steps = way.iter().map(|field| {
        let name = name(&field.name);
        if field.is_option() { quote!(.#name.as_ref()#missing) } else { quote!(.#name) }
    });
    steps.collect()
}

fn named_by(named: &NamedBy) -> TokenStream {
    let field = name(&named.name);
    match (named.from_answer, named.is_option) {
        (true, true) => quote!(non_empty(output.#field.as_deref()?)?),
        (true, false) => quote!(non_empty(&output.#field)?),
        (false, true) => quote!(self.#field.as_deref()?),
        (false, false) => quote!(&self.#field),
    }
}

/// A waiter that polls an operation.
pub(super) fn waiter(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let (id, polled) = (name(&waiter.id), name(&operation.id));
    let doc = docs::doc(&doc(operation, waiter));
    let needs = waiter.needs(operation);
    let Parameters { list, .. } = tokens::parameters(&needs);
    let (required, _) = operation.arguments();
    let required = required.iter().map(|field| name(&field.name));
    let key = waiter.among.as_ref().map(|(_, key)| {
        let (doc, name) = (docs::field(key), name(&key.name));
        (quote!(#doc pub #name: String,), quote!(#name: #name.into(),))
    });
    let (key_field, key_value) = key.unzip();
    let interpret = interpret(operation, waiter);
    let failure = waiter.state.as_ref().and_then(|state| {
        let job = awaited(operation, waiter);
        (!state.sub_jobs.is_empty()).then(|| failure_with_sub_jobs(&id, &job, state))
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #id {
            /// The operation to poll.
            pub operation: #polled,
            #key_field
        }

        impl #id {
            /// Creates the waiter.
            pub fn new(#list) -> Self {
                Self { operation: #polled::new(#(#required),*), #key_value }
            }
        }

        impl Waiter for #id {
            type Operation = #polled;
            #interpret
        }

        #failure
    }
}

/// A description of the conditions that end the wait.
pub(crate) fn doc(operation: &Operation, waiter: &Waiter) -> String {
    let polled = &operation.id;
    let states = |states: fn(&State) -> &Vec<Variant>| {
        let state = waiter.state.as_ref().filter(|state| !states(state).is_empty())?;
        let named = states(state).iter().map(|value| format!("`{}`", value.name));
        Some(listed(&named.collect::<Vec<_>>()))
    };
    let done = states(|state| &state.done).zip(waiter.state.as_ref());
    let done = done.map(|(done, state)| {
        format!("the `{}` that [`{polled}`] returns is {done}", state.field.name)
    });
    let missing = waiter.missing_is_done.then(|| match waiter.among {
        Some(_) => format!("[`{polled}`] no longer lists the object"),
        None => format!("[`{polled}`] no longer finds the object"),
    });
    let ends: Vec<_> = done.into_iter().chain(missing).collect();
    let failed = states(|state| &state.failed).map(|failed| format!(" {failed} is an error."));
    format!("Waits until {}.{}", ends.join(", or "), failed.unwrap_or_default())
}

/// `a`, `b` or `c`.
fn listed(items: &[String]) -> String {
    match items {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        items => items.concat(),
    }
}

/// The type of the result of the wait.
fn awaited(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let whole = || output(&operation.id, &operation.output);
    waiter.item.as_ref().map_or_else(whole, tokens::ty)
}

fn interpret(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let output = output(&operation.id, &operation.output);
    let done = if waiter.missing_is_done { quote!(()) } else { awaited(operation, waiter) };
    let find = waiter.among.as_ref().map(|(items, key)| {
        let missing = match waiter.missing_is_done {
            true => quote!(PollStatus::Done(())),
            false => quote!(PollStatus::in_progress("absent")),
        };
        let (items, is_it) = (name(items), is_it(key));
        let object = if waiter.state.is_some() { name("output") } else { name("_") };
        quote! {
            let found = output.#items.into_iter().find(|item| #is_it);
            let Some(#object) = found else { return #missing };
        }
    });
    let told = match &waiter.state {
        Some(state) => told(state, waiter.missing_is_done),
        None => quote!(PollStatus::in_progress("present")),
    };
    let parameter = match (&waiter.among, &waiter.state) {
        (None, None) => name("_"),
        _ => name("output"),
    };
    let on_not_found = (waiter.missing_is_done && waiter.among.is_none()).then(|| {
        quote! {
            fn on_not_found(&self) -> Option<()> {
                Some(())
            }
        }
    });
    quote! {
        type Output = #done;

        fn operation(&self) -> &Self::Operation {
            &self.operation
        }

        fn interpret(&self, #parameter: #output) -> PollStatus<#done> {
            #find
            #told
        }

        #on_not_found
    }
}

fn is_it(key: &Field) -> TokenStream {
    let field = name(&key.name);
    match key.is_option() {
        true => quote!(item.#field.as_ref() == Some(&self.#field)),
        false => quote!(item.#field == self.#field),
    }
}

/// The interpretation of the state of an object.
fn told(state: &State, missing_is_done: bool) -> TokenStream {
    let field = name(&state.field.name);
    let done = alternatives(&state.done, state);
    let output = if missing_is_done { quote!(()) } else { quote!(output) };
    let done = done.map(|done| quote!(#done => PollStatus::Done(#output),));
    let failed = alternatives(&state.failed, state).map(|failed| match state.sub_jobs.is_empty() {
        true => {
            let failure = failure(state, &quote!(output), &quote!(state));
            let failed = if state.failed.len() > 1 { quote!((#failed)) } else { failed };
            quote!(state @ #failed => #failure.into(),)
        }
        false => quote!(#failed => Self::failure(&output).into(),),
    });
    let (known, state) = match state.field.is_option() {
        true => (
            quote! {
                let Some(state) = &output.#field else { return PollStatus::in_progress("unknown") };
            },
            quote!(state),
        ),
        false => (quote!(), quote!(&output.#field)),
    };
    quote! {
        #known
        match #state {
            #done
            #failed
            state => PollStatus::in_progress(state),
        }
    }
}

/// `JobStatus::Fail | JobStatus::Lost`.
fn alternatives(values: &[Variant], state: &State) -> Option<TokenStream> {
    let ty = name(&state.ty.name);
    let patterns = values.iter().map(|value| {
        let value = name(&value.name);
        quote!(#ty::#value)
    });
    (!values.is_empty()).then(|| quote!(#(#patterns)|*))
}

/// The failure of an object.
fn failure(state: &State, object: &TokenStream, text: &TokenStream) -> TokenStream {
    let field = |field: &Field| {
        let name = name(&field.name);
        match field.is_option() {
            true => quote!(#object.#name.clone()),
            false => quote!(Some(#object.#name.clone())),
        }
    };
    let code = state.code.as_ref().map(field).map(|code| quote!(.code(#code)));
    let reason = state.reason.as_ref().map(field).map(|reason| quote!(.reason(#reason)));
    quote!(JobFailure::new(#text)#code #reason)
}

/// The failure of a job, including its failed sub-jobs.
fn failure_with_sub_jobs(waiter: &TokenStream, job: &TokenStream, state: &State) -> TokenStream {
    let field = name(&state.field.name);
    let text = quote!(&job.#field);
    let text = if state.field.is_option() {
        quote!(job.#field.as_ref().map_or("", |state| state.as_str()))
    } else {
        text
    };
    let failure = failure(state, &quote!(job), &text);
    let failed = alternatives(&state.failed, state);
    let is_failed = match state.field.is_option() {
        true => quote!(matches!(job.#field, Some(#failed))),
        false => quote!(matches!(job.#field, #failed)),
    };
    let sub_jobs = match state.sub_jobs.split_last() {
        None => quote!(),
        Some((last, way)) => {
            let last = name(&last.name);
            match way.iter().any(Field::is_option) {
                false => {
                    let steps = steps(way, &quote!());
                    quote!(job #steps.#last.iter())
                }
                true => {
                    let first = way.iter().position(Field::is_option).unwrap_or_default();
                    let (before, rest) = way.split_at(first + 1);
                    let before = before.iter().map(|field| name(&field.name));
                    let rest = rest.iter().map(|field| {
                        let name = name(&field.name);
                        match field.is_option() {
                            true => quote!(.and_then(|it| it.#name.as_ref())),
                            false => quote!(.map(|it| &it.#name)),
                        }
                    });
                    quote!(job #(.#before)*.as_ref()#(#rest)*.into_iter().flat_map(|it| &it.#last))
                }
            }
        }
    };
    quote! {
        impl #waiter {
            /// Returns the failure of a job, including its failed sub-jobs.
            fn failure(job: &#job) -> JobFailure {
                let failed = #sub_jobs.filter(|job| #is_failed);
                #failure.failed_sub_jobs(failed.map(Self::failure))
            }
        }
    }
}
