//! What waiters wait for, in words.

use crate::{
    api::{Operation, State, Waiter},
    names::Ident,
};

/// A description of the conditions that end the wait.
pub(super) fn doc(operation: &Operation, waiter: &Waiter) -> String {
    let polled = &operation.id;
    let states = |states: fn(&State) -> &Vec<Ident>| {
        let state = waiter.state.as_ref().filter(|state| !states(state).is_empty())?;
        let named = states(state).iter().map(|value| format!("`{value}`"));
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
