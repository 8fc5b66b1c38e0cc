//! A book kept as a file of lines of JSON: what is written there survives whatever happens to the process.

use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// Opens a book or begins one, and reads what stands in it. A line that was cut off never happened.
pub fn open<T: DeserializeOwned>(path: &Path) -> io::Result<(File, Vec<T>)> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let text = match std::fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    if !text.is_empty() && !text.ends_with('\n') {
        file.write_all(b"\n")?;
    }
    Ok((file, text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()))
}

/// Writes a line, to stay, before anybody is told of it.
pub fn append(file: &mut File, entry: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(entry)?;
    line.push(b'\n');
    file.write_all(&line)?;
    file.sync_data()
}
