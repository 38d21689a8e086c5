//! Randomness: the only source of bytes that nobody can guess.

use std::fs::File;
use std::io::{self, Read};

/// 32 bytes of the kernel's generator.
///
/// # Errors
/// When the kernel's device cannot be read.
pub fn random_bytes() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_readings_are_alike() {
        assert_ne!(random_bytes().unwrap(), random_bytes().unwrap());
    }
}
