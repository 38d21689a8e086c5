//! What the services of a scene have left, kept in memory until the next one begins with it. A folder that
//! is kept for all tests would be there still when they have ended.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The files of a folder, with all that is below it.
pub(crate) struct Kept(Vec<Entry>);

struct Entry {
    /// Within the folder.
    path: PathBuf,
    /// None of a folder.
    bytes: Option<Vec<u8>>,
}

impl Kept {
    /// Nothing may write there any more; the folder is gone afterwards.
    pub(crate) fn of(folder: TempDir) -> Self {
        let mut entries = Vec::new();
        read(folder.path(), Path::new(""), &mut entries);
        folder.close().unwrap();
        Self(entries)
    }

    /// Puts a copy of everything into an empty folder.
    pub(crate) fn copy_to(&self, folder: &Path) {
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
