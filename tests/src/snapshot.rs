//! The folder of a studio, kept in memory until another one begins with a copy of it. A folder that
//! is kept for all tests would be there still when they have ended.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A file system in memory, where there is one.
const MEMORY: &str = "/dev/shm";

/// A folder for what no restart has to find again: in memory where the system can, since a disc
/// that is waited for at every commit takes most of the time of an exhaustive suite.
pub fn scratch_folder() -> TempDir {
    tempfile::tempdir_in(MEMORY).or_else(|_no_such_folder| tempfile::tempdir()).unwrap()
}

/// The files of a folder, with all that is below it.
#[derive(Debug)]
pub struct Snapshot(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    /// Within the folder.
    path: PathBuf,
    /// None of a folder.
    bytes: Option<Vec<u8>>,
}

impl Snapshot {
    /// Nothing may write there any more; the folder is gone afterwards.
    pub fn of(folder: TempDir) -> Self {
        let mut entries = Vec::new();
        read(folder.path(), Path::new(""), &mut entries);
        folder.close().unwrap();
        Self(entries)
    }

    /// Puts a copy of everything into an empty folder.
    pub fn copy_to(&self, folder: &Path) {
        for Entry { path, bytes } in &self.0 {
            let path = folder.join(path);
            match bytes {
                Some(bytes) => std::fs::write(path, bytes).unwrap(),
                None => std::fs::create_dir(path).unwrap(),
            }
        }
    }
}

/// Folders stand before what is in them.
fn read(folder: &Path, within: &Path, entries: &mut Vec<Entry>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = within.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            entries.push(Entry { path: path.clone(), bytes: None });
            read(&entry.path(), &path, entries);
        } else {
            entries.push(Entry { path, bytes: Some(std::fs::read(entry.path()).unwrap()) });
        }
    }
}
