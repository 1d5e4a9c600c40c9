//! What the demo prints, and whether it came as promised.

use huaweicloud::Error;
use huaweicloud_emulator::{Emulator, Proof};

/// The emulator, how much of its log was shown, and whether all went well so far.
pub(crate) struct Stage {
    emulator: Emulator,
    shown: usize,
    tamper: bool,
    well: bool,
}

impl Stage {
    pub(crate) fn new(emulator: Emulator, tamper: bool) -> Self {
        Self { emulator, shown: 0, tamper, well: true }
    }

    /// What comes next, and the call that does it.
    pub(crate) fn title(&self, title: &str, code: &str) {
        println!("\n{title}:\n\n    {code}\n");
    }

    /// Shows the end of a call that should succeed.
    pub(crate) fn expect_success(&mut self, result: Result<(), Error>) {
        match (result, self.tamper) {
            (Ok(()), tamper) => self.well &= !tamper,
            (Err(error), tamper) => {
                println!("    {error}");
                self.well &= tamper && error.is_auth();
            }
        }
        self.log();
    }

    /// Shows the end of a call that should fail.
    pub(crate) fn expect_error<T>(
        &mut self,
        result: Result<T, Error>,
        is: fn(&Error) -> bool,
        name: &str,
    ) {
        match result {
            Ok(_) => self.well = false,
            Err(error) => {
                println!("    {error}\n    {name}: {}", is(&error));
                self.well &= if self.tamper { error.is_auth() } else { is(&error) };
            }
        }
        self.log();
    }

    /// Shows what the emulator logged since it was last shown.
    fn log(&mut self) {
        println!();
        let lines = self.emulator.log();
        self.well &= lines.len() > self.shown;
        for line in lines.iter().skip(self.shown) {
            println!("    emulator: {line}");
            let verified = matches!(line.proof, Proof::Signature { .. });
            self.well &= verified != self.tamper;
        }
        self.shown = lines.len();
    }

    /// Stops the emulator and tells whether all went as promised.
    pub(crate) async fn end(self) -> bool {
        self.emulator.stop().await;
        self.well
    }
}
