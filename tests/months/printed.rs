//! What stands on a printed page, read back from its bytes: the texts in the order in which they
//! are drawn, as a reader that copies them would get them.

#![expect(clippy::arithmetic_side_effects, reason = "places in a file of a test")]

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// The head of an object, and its stream where it has one.
type Objects = BTreeMap<String, (String, Vec<u8>)>;

/// Everything that is written on the pages, a space between one text and the next.
pub(crate) fn words(pdf: &[u8]) -> String {
    let objects = objects(pdf);
    let pages = objects.values().filter(|(head, _)| head.contains("/Type/Page/"));
    let mut words = Vec::new();
    for (head, _) in pages {
        let (resources, _) = &objects[&reference(head, "/Resources ")];
        let contents = reference(head, "/Contents ");
        words.extend(texts(&objects[&contents].1, |font| {
            let (font, _) = &objects[&reference(resources, &format!("/{font} "))];
            characters(&objects[&reference(font, "/ToUnicode ")].1)
        }));
    }
    words.join(" ")
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn objects(pdf: &[u8]) -> Objects {
    let mut found = Objects::new();
    let mut rest = pdf;
    while let Some(at) = find(rest, b" 0 obj\n") {
        let number = rest[..at].rsplit(|byte| *byte == b'\n').next().unwrap();
        let number = String::from_utf8(number.to_vec()).unwrap();
        rest = &rest[at + 7..];
        let end = find(rest, b"\nendobj").unwrap();
        let begins = find(&rest[..end], b"stream\n");
        let head = String::from_utf8_lossy(&rest[..begins.unwrap_or(end)]).into_owned();
        let mut stream = Vec::new();
        if let Some(begins) = begins {
            let length: usize = number_after(&head, "/Length ").parse().unwrap();
            let bytes = &rest[begins + 7..begins + 7 + length];
            if head.contains("/FlateDecode") {
                ZlibDecoder::new(bytes).read_to_end(&mut stream).unwrap();
            }
            rest = &rest[begins + 7 + length..];
        }
        found.insert(number, (head, stream));
    }
    found
}

fn number_after(head: &str, name: &str) -> String {
    let (_, after) = head.split_once(name).unwrap();
    after.chars().take_while(char::is_ascii_digit).collect()
}

fn reference(head: &str, name: &str) -> String {
    number_after(head, name)
}

/// What each code of a font stands for.
fn characters(map: &[u8]) -> BTreeMap<u16, String> {
    let map = String::from_utf8(map.to_vec()).unwrap();
    let mut characters = BTreeMap::new();
    for line in map.lines().filter(|line| line.starts_with('<')) {
        let parts: Vec<&str> =
            line.split(['<', '>']).filter(|part| !part.trim().is_empty()).collect();
        let units: Vec<u16> = parts[1]
            .as_bytes()
            .chunks(4)
            .map(|unit| u16::from_str_radix(str::from_utf8(unit).unwrap(), 16).unwrap())
            .collect();
        let code = u16::from_str_radix(parts[0], 16).unwrap();
        characters.insert(code, String::from_utf16(&units).unwrap());
    }
    characters
}

/// The texts of a page: one for everything between `BT` and `ET`.
fn texts(page: &[u8], font: impl Fn(&str) -> BTreeMap<u16, String>) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = page;
    while let Some(at) = find(rest, b"BT ") {
        rest = &rest[at + 3..];
        let strings = find(rest, b" Tm").unwrap();
        let head = String::from_utf8_lossy(&rest[..strings]).into_owned();
        let name = head.split('/').nth(1).unwrap().split(' ').next().unwrap().to_owned();
        let (codes, end) = codes(&rest[strings + 3..]);
        rest = &rest[strings + 3 + end..];
        let font = font(&name);
        texts.push(codes.iter().map(|code| font[code].as_str()).collect());
    }
    texts
}

/// The codes of all strings up to the operator that draws them, and where that is.
fn codes(array: &[u8]) -> (Vec<u16>, usize) {
    // Brackets in pairs stand in a string as they are; what is no ASCII stands there in
    // hexadecimal.
    let (mut bytes, mut depth, mut at) = (Vec::new(), 0, 0);
    loop {
        match (depth, array[at]) {
            (0, b'T') => break,
            (0, b'<') => {
                let end = at + find(&array[at..], b">").unwrap();
                let hex = array[at + 1..end].chunks(2);
                let byte = |pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
                bytes.extend(hex.map(byte));
                at = end;
            }
            (0, byte) => depth = usize::from(byte == b'('),
            (1, b')') => depth = 0,
            (_, byte @ (b'(' | b')')) => {
                depth = if byte == b'(' { depth + 1 } else { depth - 1 };
                bytes.push(byte);
            }
            (_, b'\\') => {
                at += 1;
                let octal = array[at..].iter().take(3).take_while(|byte| byte.is_ascii_digit());
                let octal: Vec<u8> = octal.copied().collect();
                if octal.is_empty() {
                    bytes.push(escaped(array[at]));
                } else {
                    at += octal.len() - 1;
                    bytes.push(u8::from_str_radix(str::from_utf8(&octal).unwrap(), 8).unwrap());
                }
            }
            (_, byte) => bytes.push(byte),
        }
        at += 1;
    }
    (bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(), at)
}

fn escaped(byte: u8) -> u8 {
    match byte {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        other => other,
    }
}
