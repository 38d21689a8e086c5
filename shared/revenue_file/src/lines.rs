//! From bytes to revenue lines, piece by piece: line ends, encoding, quotes, the header. A file is
//! read once and never held whole.

use domain::money::YearMonth;
use domain::money::revenue_line::LineProblem;
use domain::money::revenue_line::{Columns, RevenueLine};
use std::borrow::Cow;

/// A longer line is no revenue line.
pub const LINE_BYTES_MAX: usize = 64 * 1024;

/// How many problems a report lists; all of them are counted.
pub(crate) const PROBLEMS_LISTED: usize = 100;

/// Where a line stands in its (decompressed) file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePlace {
    /// The header is line 1.
    pub number: u64,
    /// Of its first byte.
    pub offset: u64,
}

/// Takes bytes and gives the lines that can be read; collects why others cannot. The plain way,
/// line by line: what [`crate::reduce`] does faster must come to the same.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) reader: LineReader,
    /// Revenue lines that were read.
    pub(crate) count: u64,
    pub(crate) problems: LineProblems,
    /// The beginning of a line whose end has not come yet.
    pending: Vec<u8>,
    /// How much of the pending line was dropped, since it is too long already.
    dropped: u64,
    next: LinePlace,
}

/// Reads one line after the other, wherever they stand. The first one is the header.
#[derive(Clone, Debug)]
pub struct LineReader {
    /// None until the first line says it, where the caller does not know.
    pub month: Option<YearMonth>,
    /// None until the header was read, and for ever where it could not be.
    pub columns: Option<Columns>,
}

/// Why a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    pub rule: &'static str,
    pub detail: String,
}

/// What cannot be read: the first hundred and the count of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineProblems {
    pub(crate) listed: Vec<LineProblem>,
    pub(crate) count: u64,
}

impl LineFault {
    pub(crate) fn new(rule: &'static str, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }
}

impl LineProblems {
    pub(crate) fn add(&mut self, line: u64, problem: LineFault) {
        self.count = self.count.saturating_add(1);
        if self.listed.len() < PROBLEMS_LISTED {
            let LineFault { rule, detail } = problem;
            self.listed.push(LineProblem { line, rule: rule.to_owned(), detail });
        }
    }
}

impl Lines {
    pub(crate) fn new(month: Option<YearMonth>) -> Self {
        Self {
            reader: LineReader { month, columns: None },
            count: 0,
            problems: LineProblems::default(),
            pending: Vec::new(),
            dropped: 0,
            next: LinePlace { number: 1, offset: 0 },
        }
    }

    /// Takes the next bytes, cut anywhere, and hands every line that they complete to `sink`.
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        sink: &mut impl FnMut(LinePlace, &RevenueLine<'_>),
    ) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            if piece.ends_with(b"\n") && self.pending.is_empty() {
                self.line(piece, sink);
            } else {
                self.keep(piece);
                if piece.ends_with(b"\n") {
                    self.pending_line(sink);
                }
            }
        }
    }

    /// The end of the file: its last line may lack a line end.
    pub(crate) fn finish(&mut self, sink: &mut impl FnMut(LinePlace, &RevenueLine<'_>)) {
        if !self.pending.is_empty() {
            self.pending_line(sink);
        }
        if self.next.number == 1 {
            self.problems.add(0, empty_file());
        }
    }

    fn keep(&mut self, piece: &[u8]) {
        // One byte above what a line with its line end may have says that it is too long.
        let space = LINE_BYTES_MAX.saturating_add(3).saturating_sub(self.pending.len());
        let (kept, dropped) = piece.split_at_checked(space).unwrap_or((piece, &[]));
        self.pending.extend_from_slice(kept);
        let dropped = u64::try_from(dropped.len()).unwrap_or(u64::MAX);
        self.dropped = self.dropped.saturating_add(dropped);
    }

    fn pending_line(&mut self, sink: &mut impl FnMut(LinePlace, &RevenueLine<'_>)) {
        let mut pending = std::mem::take(&mut self.pending);
        self.line(&pending, sink);
        self.next.offset = self.next.offset.saturating_add(std::mem::take(&mut self.dropped));
        pending.clear();
        self.pending = pending;
    }

    fn line(&mut self, bytes: &[u8], sink: &mut impl FnMut(LinePlace, &RevenueLine<'_>)) {
        let place = self.next;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.next.number = place.number.saturating_add(1);
        self.next.offset = place.offset.saturating_add(length);
        match self.reader.read(place.number == 1, bytes, |line| sink(place, line)) {
            Ok(Some(())) => self.count = self.count.saturating_add(1),
            Ok(None) => {}
            Err(problem) => self.problems.add(place.number, problem),
        }
    }
}

pub(crate) fn empty_file() -> LineFault {
    LineFault::new("empty", "the file is empty")
}

impl LineReader {
    /// One whole line with its line end, if it has one. None for a header or a blank line, and for
    /// everything where there is no header: nothing can be said of its fields then.
    pub fn read<T>(
        &mut self,
        is_header: bool,
        bytes: &[u8],
        sink: impl FnOnce(&RevenueLine<'_>) -> T,
    ) -> Result<Option<T>, LineFault> {
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        if bytes.len() > LINE_BYTES_MAX {
            return Err(LineFault::new("line_too_long", "it is longer than 64 KiB"));
        }
        if bytes.contains(&0) {
            return Err(LineFault::new("nul", "it holds a NUL"));
        }
        let text =
            str::from_utf8(bytes).map_err(|_| LineFault::new("encoding", "it is not UTF-8"))?;
        if is_header {
            return self.header(text).map(|()| None);
        }
        if text.trim().is_empty() { Ok(None) } else { self.record(text, sink) }
    }

    fn header(&mut self, text: &str) -> Result<(), LineFault> {
        // Spreadsheets begin UTF-8 with a byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let columns = with_fields(text, Columns::from_header).map_err(Quotes::problem)?;
        let columns = columns.map_err(|error| LineFault::new("header", error.to_string()))?;
        self.columns = Some(columns);
        Ok(())
    }

    fn record<T>(
        &mut self,
        text: &str,
        sink: impl FnOnce(&RevenueLine<'_>) -> T,
    ) -> Result<Option<T>, LineFault> {
        let Some(columns) = self.columns else { return Ok(None) };
        let month = &mut self.month;
        let read = with_fields(text, |fields| {
            let Some(period) = month.or_else(|| columns.period(fields)) else {
                return Err(LineFault::new("other_period", "its period is not a month"));
            };
            *month = Some(period);
            let line = RevenueLine::parse(fields, &columns, period)
                .map_err(|error| LineFault::new(error.rule(), error.to_string()))?;
            Ok(Some(sink(&line)))
        });
        read.map_err(Quotes::problem)?
    }
}

/// What is wrong with the quotes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// A quoted field goes on in the next line, or its end is missing.
    AcrossLines,
    /// A closing quote is followed by text.
    Misplaced,
}

impl Quotes {
    const fn rule(self) -> &'static str {
        match self {
            Self::AcrossLines => "quotes_across_lines",
            Self::Misplaced => "misplaced_quote",
        }
    }

    const fn detail(self) -> &'static str {
        match self {
            Self::AcrossLines => "a quoted field does not end in its line",
            Self::Misplaced => "something follows a closing quote",
        }
    }

    fn problem(self) -> LineFault {
        LineFault::new(self.rule(), self.detail())
    }
}

/// Calls `read` with the fields of one line. Nothing is copied unless the line has quotes.
pub fn with_fields<T>(line: &str, read: impl FnOnce(&[&str]) -> T) -> Result<T, Quotes> {
    if !line.as_bytes().contains(&b'"') {
        let fields: Vec<&str> = line.split(',').collect();
        return Ok(read(&fields));
    }
    let fields = quoted_fields(line)?;
    let fields: Vec<&str> = fields.iter().map(Cow::as_ref).collect();
    Ok(read(&fields))
}

fn quoted_fields(line: &str) -> Result<Vec<Cow<'_, str>>, Quotes> {
    let mut fields = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        if let Some(inner) = text.strip_prefix('"') {
            let (field, after) = quoted_field(inner)?;
            fields.push(Cow::Owned(field));
            rest = match after.strip_prefix(',') {
                Some(next) => Some(next),
                None if after.is_empty() => None,
                None => return Err(Quotes::Misplaced),
            };
        } else if let Some((field, next)) = text.split_once(',') {
            fields.push(Cow::Borrowed(field));
            rest = Some(next);
        } else {
            fields.push(Cow::Borrowed(text));
            rest = None;
        }
    }
    Ok(fields)
}

/// The field after an opening quote, and what follows its closing one. Two quotes are one.
fn quoted_field(inner: &str) -> Result<(String, &str), Quotes> {
    let mut field = String::new();
    let mut rest = inner;
    loop {
        let (text, after) = rest.split_once('"').ok_or(Quotes::AcrossLines)?;
        field.push_str(text);
        match after.strip_prefix('"') {
            Some(next) => {
                field.push('"');
                rest = next;
            }
            None => return Ok((field, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "period,track_id,isrc,source,territory,units,currency,amount\n";

    /// Reads the file in pieces of `size` bytes.
    fn read_in(bytes: &[u8], size: usize) -> (Vec<(LinePlace, String)>, LineProblems) {
        let mut seen = Vec::new();
        let mut sink = |place: LinePlace, line: &RevenueLine<'_>| {
            seen.push((place, format!("{} {} {}", line.track_id, line.source, line.money)));
        };
        let mut lines = Lines::new("2026-01".parse().ok());
        for piece in bytes.chunks(size) {
            lines.push(piece, &mut sink);
        }
        lines.finish(&mut sink);
        (seen, lines.problems)
    }

    fn read(body: &str) -> (Vec<String>, Vec<(u64, String)>) {
        let file = format!("{HEADER}{body}");
        let (lines, problems) = read_in(file.as_bytes(), usize::MAX);
        let problems = problems.listed.into_iter().map(|p| (p.line, p.rule)).collect();
        (lines.into_iter().map(|(_, text)| text).collect(), problems)
    }

    #[test]
    fn the_pieces_in_which_a_file_comes_change_nothing() {
        let file = format!(
            "{HEADER}2026-01,t1,,radio,DE,1,EUR,1.5\r\n\n2026-01,\"t,2\",,\"a \"\"b\"\"\",DE,1,EUR,-2"
        );
        let (whole, problems) = read_in(file.as_bytes(), usize::MAX);
        assert_eq!(problems, LineProblems::default());
        let texts: Vec<_> = whole.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["t1 radio 1.5 EUR", "t,2 a \"b\" -2 EUR"]);
        let places: Vec<_> = whole.iter().map(|(place, _)| (place.number, place.offset)).collect();
        assert_eq!(places, [(2, 60), (4, 93)]);
        for size in 1..40 {
            assert_eq!(read_in(file.as_bytes(), size), (whole.clone(), LineProblems::default()));
        }
    }

    #[test]
    fn a_quoted_field_must_end_in_its_line() {
        let (lines, problems) =
            read("2026-01,\"t1\n\",,r,DE,1,EUR,1\n2026-01,\"t\"x,,r,DE,1,EUR,1\n");
        assert!(lines.is_empty());
        assert_eq!(problems[0], (2, "quotes_across_lines".to_owned()));
        assert_eq!(problems[2], (4, "misplaced_quote".to_owned()));
    }

    #[test]
    fn a_line_that_is_not_text_is_named() {
        let mut file = HEADER.as_bytes().to_vec();
        file.extend_from_slice(b"2026-01,\xff,,r,DE,1,EUR,1\n2026-01,\0,,r,DE,1,EUR,1\n");
        let (_, problems) = read_in(&file, 7);
        let rules: Vec<_> = problems.listed.iter().map(|p| (p.line, p.rule.as_str())).collect();
        assert_eq!(rules, [(2, "encoding"), (3, "nul")]);
    }

    #[test]
    fn a_line_above_64_kib_is_refused_and_the_next_one_is_read() {
        let long = "x".repeat(LINE_BYTES_MAX + 1);
        let file = format!("{HEADER}{long}\n2026-01,t1,,radio,DE,1,EUR,1\n");
        for size in [3, 4096, usize::MAX] {
            let (lines, problems) = read_in(file.as_bytes(), size);
            assert_eq!((problems.count, problems.listed[0].rule.as_str()), (1, "line_too_long"));
            assert_eq!(lines[0].0.number, 3);
            let place = u64::try_from(HEADER.len() + long.len() + 1).unwrap();
            assert_eq!(lines[0].0.offset, place);
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_header() {
        let file = format!("\u{feff}{HEADER}2026-01,t1,,r,DE,1,EUR,1\n");
        assert_eq!(read_in(file.as_bytes(), 5).1, LineProblems::default());
    }

    #[test]
    fn an_empty_file_and_a_foreign_header_are_refused() {
        assert_eq!(read_in(b"", 1).1.listed[0].rule, "empty");
        let problems = read_in(b"a,b,c\n1,2,3\n4,5,6\n", 4).1;
        assert_eq!((problems.count, problems.listed[0].rule.as_str()), (1, "header"));
    }

    #[test]
    fn a_hundred_problems_are_listed_and_all_are_counted() {
        let (lines, problems) = read_in(
            format!("{HEADER}{}", "2026-02,t,,r,DE,1,EUR,1\n".repeat(250)).as_bytes(),
            1_000,
        );
        assert!(lines.is_empty());
        assert_eq!((problems.listed.len(), problems.count), (100, 250));
        assert_eq!(problems.listed[99].line, 101);
    }
}
