//! Ratios of what is measured to what it is compared with, beside what they should be.

use std::process::ExitCode;

/// What a ratio should be, and what it must not be beyond.
#[derive(Clone, Copy)]
pub(super) struct Aim {
    pub(super) target: f64,
    pub(super) bound: f64,
}

/// What was measured in one unit.
pub(super) struct Table {
    title: &'static str,
    /// What is measured, and what it is compared with.
    columns: [&'static str; 2],
    rows: Vec<Row>,
}

struct Row {
    name: String,
    medians: [f64; 2],
    ratio: Quartiles,
    aim: Option<Aim>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(title: &'static str, columns: [&'static str; 2]) -> Self {
        Self { title, columns, rows: Vec::new() }
    }

    /// Adds what each round measured; nothing if a round could not tell.
    pub(super) fn row(&mut self, name: &str, rounds: &[[f64; 2]], aim: Option<Aim>) {
        if rounds.iter().flatten().any(|measured| *measured <= 0.0) {
            return;
        }
        let median = |index: usize| {
            let column = Quartiles::of(rounds.iter().map(|round| round[index]));
            column.map(|quartiles| quartiles.median)
        };
        let ratio = Quartiles::of(rounds.iter().map(|[measured, other]| measured / other));
        if let (Some(measured), Some(other), Some(ratio)) = (median(0), median(1), ratio) {
            let medians = [measured, other];
            self.rows.push(Row { name: name.to_owned(), medians, ratio, aim });
        }
    }

    fn print(&self) {
        let [measured, other] = self.columns;
        let has_aims = self.rows.iter().any(|row| row.aim.is_some());
        let aims = if has_aims { "  target   bound" } else { "" };
        anstream::println!(
            "\n{:<34} {measured:>10} {other:>10}  {:>6}  {:>11}{aims}",
            self.title,
            "ratio",
            "quartiles"
        );
        for Row { name, medians, ratio, aim } in &self.rows {
            let [measured, other] = medians.map(figure);
            let Quartiles { low, median, high } = ratio;
            let aim = aim.map_or_else(String::new, |aim| {
                format!("  {:>6.2}  {:>6.2}  {}", aim.target, aim.bound, aim.verdict(*median))
            });
            anstream::println!(
                "  {name:<32} {measured:>10} {other:>10}  {median:>6.2}  {low:.2} – {high:.2}{aim}"
            );
        }
    }

    fn beyond(&self) -> usize {
        let is_beyond = |row: &&Row| row.aim.is_some_and(|aim| row.ratio.median > aim.bound);
        self.rows.iter().filter(is_beyond).count()
    }
}

impl Aim {
    fn verdict(self, ratio: f64) -> &'static str {
        match ratio {
            ratio if ratio <= self.target => "met",
            ratio if ratio <= self.bound => "within the bound",
            _ => "beyond",
        }
    }
}

/// Prints tables that have rows; with `check`, fails if a ratio is beyond its bound.
pub(super) fn verdict(tables: &[Table], check: bool) -> ExitCode {
    tables.iter().filter(|table| !table.rows.is_empty()).for_each(Table::print);
    match tables.iter().map(Table::beyond).sum::<usize>() {
        0 => ExitCode::SUCCESS,
        beyond => {
            anstream::println!("\nratios beyond their bounds: {beyond}");
            if check { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
    }
}

/// A number with as many digits as matter.
fn figure(number: f64) -> String {
    match number {
        number if number >= 100.0 => format!("{number:.0}"),
        number if number >= 10.0 => format!("{number:.1}"),
        number => format!("{number:.2}"),
    }
}

/// Where a quarter, half and three quarters of numbers are below.
#[derive(Debug, PartialEq)]
struct Quartiles {
    low: f64,
    median: f64,
    high: f64,
}

impl Quartiles {
    fn of(numbers: impl Iterator<Item = f64>) -> Option<Self> {
        let mut numbers: Vec<_> = numbers.collect();
        numbers.sort_by(f64::total_cmp);
        let last = numbers.len().checked_sub(1)?;
        let at = |quarter: usize| {
            let (below, part) = (quarter * last / 4, (quarter * last % 4) as f64 / 4.0);
            let above = numbers[(below + 1).min(last)];
            numbers[below] + (above - numbers[below]) * part
        };
        Some(Self { low: at(1), median: at(2), high: at(3) })
    }
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use super::*;

    #[test]
    fn quartiles_are_between_neighbours() {
        for (numbers, due) in [
            (vec![], None),
            (vec![3.0], Some([3.0, 3.0, 3.0])),
            (vec![2.0, 1.0], Some([1.25, 1.5, 1.75])),
            (vec![5.0, 1.0, 4.0, 2.0, 3.0], Some([2.0, 3.0, 4.0])),
        ] {
            let due = due.map(|[low, median, high]| Quartiles { low, median, high });
            assert_eq!(Quartiles::of(numbers.into_iter()), due);
        }
    }

    #[test]
    fn only_a_check_fails_beyond_a_bound() {
        let mut table = Table::new("Calls", ["ours", "by hand"]);
        table.row("fast", &[[1.0, 1.0]], Some(Aim { target: 1.0, bound: 1.1 }));
        assert_eq!(verdict(&[], true), ExitCode::SUCCESS);
        assert_eq!(table.beyond(), 0);
        table.row("slow", &[[1.3, 1.0]], Some(Aim { target: 1.0, bound: 1.1 }));
        table.row("unknown", &[[0.0, 1.0]], Some(Aim { target: 1.0, bound: 1.1 }));
        assert_eq!(table.beyond(), 1);
        assert_eq!(verdict(&[table], false), ExitCode::SUCCESS);
    }
}
