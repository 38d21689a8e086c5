//! `coproducer`: the studio on a laptop. Everything it can do is in `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    local::cli::main()
}
