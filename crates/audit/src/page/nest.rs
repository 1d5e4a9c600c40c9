//! Which table lists the fields of which object.
//!
//! A row names the table of its children by a link, by its type, by number or not at all, and some
//! numbers are wrong: they were copied from another page. In this order, what decides is the link,
//! a title that is the name of the type or field, the number, and what is left over.

use std::collections::{BTreeSet, VecDeque};

use crate::{
    Kind, Remark, facts,
    page::{
        subject::same,
        tables::{Row, Titled},
    },
};

/// Depth at which objects within objects end; none of the pages comes near.
const DEPTH: usize = 8;

/// Ties tables to the fields whose objects they describe.
pub(super) fn nest(
    tables: Vec<Titled>,
    side: &str,
    remarks: &mut Vec<Remark>,
) -> Vec<facts::Table> {
    // A title in words names no field; the table is that of a field if a row leads to it.
    let linked: BTreeSet<&String> =
        tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.links).collect();
    let is_root = |table: &Titled| {
        table.subject.is_none() && !table.anchors.iter().any(|anchor| linked.contains(anchor))
    };
    let roots: Vec<usize> =
        (0..tables.len()).filter(|at| tables.get(*at).is_some_and(is_root)).collect();
    let mut nest = Nest { tables: &tables, at: vec![Vec::new(); tables.len()], remarks, side };
    let mut lonely = nest.walk(roots.iter().map(|root| (*root, String::new(), 0)).collect());
    nest.left_over(&mut lonely);
    let at = nest.at;
    for path in lonely {
        remarks.push(Remark::new(
            Kind::Silent,
            format!("{side}.{path}"),
            "the page does not tell its fields",
        ));
    }
    let mut alternative = 0;
    let several = roots.len() > 1;
    let mut list = Vec::new();
    for (index, (table, at)) in tables.into_iter().zip(at).enumerate() {
        if roots.contains(&index) {
            alternative += 1;
        }
        let fields = table.rows.into_iter().map(|row| row.field).collect();
        let alternative = several.then_some(alternative);
        list.push(facts::Table { at, alternative, status: table.status, fields });
    }
    list
}

/// The only object for which no table was found.
fn take_only(lonely: &mut Vec<String>) -> Option<String> {
    if lonely.len() == 1 { lonely.pop() } else { None }
}

struct Nest<'a> {
    tables: &'a [Titled],
    /// For each table, where its objects are.
    at: Vec<Vec<String>>,
    remarks: &'a mut Vec<Remark>,
    side: &'a str,
}

impl Nest<'_> {
    /// Goes from objects to the objects in them.
    fn walk(&mut self, mut due: VecDeque<(usize, String, usize)>) -> Vec<String> {
        let mut lonely = Vec::new();
        let tables = self.tables;
        while let Some((index, path, depth)) = due.pop_front() {
            let (Some(table), Some(places)) = (tables.get(index), self.at.get_mut(index)) else {
                continue;
            };
            if places.contains(&path) || depth > DEPTH {
                continue;
            }
            places.push(path.clone());
            for row in table.rows.iter().filter(|row| row.element.is_some()) {
                let name = &row.field.name;
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match self.child(index, row, &path) {
                    Some(child) => due.push_back((child, path, depth + 1)),
                    None => lonely.push(path),
                }
            }
        }
        lonely
    }

    /// The table of what a row holds.
    fn child(&mut self, parent: usize, row: &Row, path: &str) -> Option<usize> {
        let linked = self.position(|it| row.links.iter().any(|link| it.anchors.contains(link)));
        if linked.is_some_and(|it| it != parent) {
            return linked;
        }
        let kind = row.element.clone().flatten();
        let names = kind.iter().chain([&row.field.name]);
        for exact in [true, false] {
            for name in names.clone() {
                let titled = self.titled(parent, name, exact, row.number);
                if let (Some(found), Some(number)) = (titled, row.number)
                    && self
                        .tables
                        .get(found)
                        .is_some_and(|it| it.number.is_some_and(|it| it != number))
                {
                    let reason =
                        format!("refers to table {number}, which another title contradicts");
                    let place = format!("{}.{path}", self.side);
                    self.remarks.push(Remark::new(Kind::Mended, place, reason));
                }
                if titled.is_some() {
                    return titled;
                }
            }
        }
        self.position(|it| it.subject.is_some() && it.number.is_some() && it.number == row.number)
    }

    /// The table with a title: of several, the one with the number, else the next.
    fn titled(&self, parent: usize, name: &str, exact: bool, number: Option<u32>) -> Option<usize> {
        let fits = |it: &Titled| {
            it.subject.as_deref().is_some_and(|it| if exact { it == name } else { same(it, name) })
        };
        self.position(|it| fits(it) && it.number.is_some() && it.number == number)
            .or_else(|| {
                (parent + 1..self.tables.len()).find(|at| self.tables.get(*at).is_some_and(fits))
            })
            .or_else(|| self.position(fits))
    }

    fn position(&self, fits: impl Fn(&Titled) -> bool) -> Option<usize> {
        self.tables.iter().position(fits)
    }

    /// A field with the name of a title, though its type has no fields.
    fn scalar(&self, title: &str) -> Option<String> {
        let mut rows = self.tables.iter().zip(&self.at).flat_map(|(table, at)| {
            at.first()
                .into_iter()
                .flat_map(|at| table.rows.iter().map(move |row| (at, &row.field.name)))
        });
        let (at, name) = rows.find(|(_, name)| same(name, title))?;
        Some(if at.is_empty() { name.clone() } else { format!("{at}.{name}") })
    }

    /// Ties what is left: a second table of an object, a field whose type is wrong, an object to the
    /// only table.
    fn left_over(&mut self, lonely: &mut Vec<String>) {
        for index in 0..self.tables.len() {
            let Some(table) =
                self.tables.get(index).filter(|_| self.at.get(index).is_some_and(Vec::is_empty))
            else {
                continue;
            };
            let title = table.subject.clone().unwrap_or_default();
            let second = self.tables.iter().zip(&self.at).find_map(|(other, at)| {
                (other.subject.as_deref() == Some(title.as_str()) && !at.is_empty())
                    .then(|| at.clone())
            });
            if let Some(places) = second {
                if let Some(at) = self.at.get_mut(index) {
                    *at = places;
                }
            } else if let Some(path) = self.scalar(&title).or_else(|| take_only(lonely)) {
                let reason = format!("its table is taken to be the one titled `{title}`");
                self.remarks.push(Remark::new(
                    Kind::Mended,
                    format!("{}.{path}", self.side),
                    reason,
                ));
                lonely.extend(self.walk([(index, path, 1)].into()));
            } else {
                let place = format!("{}: {}", self.side, table.describe());
                self.remarks.push(Remark::new(Kind::NotUnderstood, place, "no field refers to it"));
            }
        }
    }
}
