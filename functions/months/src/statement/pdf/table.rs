//! The grid of one table: how wide its columns are, and its rows one under the other.
#![expect(clippy::float_arithmetic, reason = "places on a page, never money")]

use super::face::{Face, Faces};
use super::flow::{Flow, Ink, LEFT, Mark, RIGHT, Type, broken};
use crate::statement::document::{Align, Cell, Row, Table, Weight};

const SIZES: [f32; 6] = [8.5, 8.0, 7.5, 7.0, 6.0, 5.0];
const UNDER_SIZE: f32 = 6.5;
const GAP: f32 = 12.0;
const LEADING: f32 = 1.35;
/// Above and below the lines of a row.
const PADDING: f32 = 2.2;
/// A text column may be made so narrow, and no narrower.
const TEXT_MIN: f32 = 56.0;
/// A table of two columns would have its amounts far from their names.
const NARROW: f32 = 330.0;

pub(super) struct Grid<'a> {
    table: &'a Table,
    size: f32,
    columns: Vec<Place>,
}

/// Where a column stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    align: Align,
    left: f32,
    width: f32,
    /// Of the widest part after a point, the point included.
    fraction: f32,
}

/// How wide a column would like to be.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Wish {
    whole: f32,
    fraction: f32,
}

/// One line of a cell.
struct Line {
    text: String,
    under: bool,
}

impl<'a> Grid<'a> {
    /// As large as it fits on the page.
    pub(super) fn new(table: &'a Table, faces: &Faces) -> Self {
        let mut grid = Self { table, size: 0.0, columns: Vec::new() };
        for size in SIZES {
            grid.size = size;
            let wishes = wishes(table, faces, size);
            if let Some(columns) = places(table, &wishes) {
                grid.columns = columns;
                return grid;
            }
            grid.columns = crowded(table, &wishes);
        }
        grid
    }

    /// Draws all rows, going on to new pages under the repeated head.
    pub(super) fn fill(&self, flow: &mut Flow<'_>) {
        self.head(flow);
        let mut rows = self.table.rows.iter().peekable();
        while let Some(row) = rows.next() {
            let cells = self.cells(row, flow.faces);
            let mut needed = self.height(&cells);
            // What is above its parts is not left without the first of them.
            if let (Weight::Head, Some(next)) = (row.weight, rows.peek()) {
                needed += self.height(&self.cells(next, flow.faces));
            }
            if flow.turn_unless(needed) {
                self.head(flow);
            }
            self.row(row.weight, cells, flow);
        }
        flow.y += 4.0;
    }

    fn head(&self, flow: &mut Flow<'_>) {
        let set = Type { face: Face::Bold, size: self.size - 1.0, ink: Ink::Grey };
        let baseline = flow.y + PADDING + set.size;
        for (column, place) in self.table.columns.iter().zip(&self.columns) {
            let text = column.heading.to_owned();
            let x = match place.align {
                Align::Text => place.left,
                Align::Decimal => {
                    place.left + place.width - flow.faces.width(set.face, set.size, &text)
                }
            };
            flow.text(x, baseline, set, text);
        }
        flow.y += set.size * LEADING + PADDING * 2.0;
        flow.put(Mark::Line { y: flow.y, left: LEFT, right: self.right(), ink: Ink::Grey });
        flow.y += 1.0;
    }

    fn row(&self, weight: Weight, cells: Vec<Vec<Line>>, flow: &mut Flow<'_>) {
        let (top, height) = (flow.y, self.height(&cells));
        let (left, right) = (LEFT, self.right());
        let face = match weight {
            Weight::Plain => Face::Regular,
            Weight::Head | Weight::Total => Face::Bold,
        };
        if weight == Weight::Head {
            let (left, right) = (left - 4.0, right + 4.0);
            flow.put(Mark::Box { top, bottom: top + height, left, right, ink: Ink::Tint });
        }
        if weight == Weight::Total {
            flow.put(Mark::Line { y: top, left, right, ink: Ink::Grey });
        }
        for (place, lines) in self.columns.iter().zip(cells) {
            let mut y = top + PADDING;
            for line in lines {
                let set = self.set(face, &line);
                let x = place.left + Self::inset(place, set, &line, flow.faces);
                flow.text(x, y + set.size, set, line.text);
                y += set.size * LEADING;
            }
        }
        flow.y = top + height;
    }

    /// How far right of its column's left edge a line begins.
    fn inset(place: &Place, set: Type, line: &Line, faces: &Faces) -> f32 {
        if place.align == Align::Text {
            return 0.0;
        }
        let (whole, _) = split(&line.text);
        place.width - place.fraction - faces.width(set.face, set.size, whole)
    }

    const fn set(&self, face: Face, line: &Line) -> Type {
        if line.under {
            Type { face: Face::Regular, size: UNDER_SIZE, ink: Ink::Grey }
        } else {
            Type { face, size: self.size, ink: Ink::Dark }
        }
    }

    fn cells(&self, row: &Row, faces: &Faces) -> Vec<Vec<Line>> {
        let face = match row.weight {
            Weight::Plain => Face::Regular,
            Weight::Head | Weight::Total => Face::Bold,
        };
        self.columns
            .iter()
            .zip(&row.cells)
            .map(|(place, cell)| self.lines(place, face, cell, faces))
            .collect()
    }

    fn lines(&self, place: &Place, face: Face, cell: &Cell, faces: &Faces) -> Vec<Line> {
        let mut lines = Vec::new();
        for (text, under) in [(&cell.text, false), (&cell.under, true)] {
            let text = faces.printable(text);
            let line = Line { text: text.into_owned(), under };
            if place.align == Align::Decimal {
                lines.extend((!line.text.is_empty()).then_some(line));
            } else {
                let set = self.set(face, &line);
                let broken = broken(faces, set, &line.text, place.width);
                lines.extend(broken.into_iter().map(|text| Line { text, under }));
            }
        }
        lines
    }

    fn height(&self, cells: &[Vec<Line>]) -> f32 {
        let of = |lines: &Vec<Line>| -> f32 {
            lines.iter().map(|line| self.set(Face::Regular, line).size * LEADING).sum()
        };
        cells.iter().map(of).fold(self.size * LEADING, f32::max) + PADDING * 2.0
    }

    fn right(&self) -> f32 {
        self.columns.last().map_or(RIGHT, |place| place.left + place.width)
    }
}

/// What stands before the point, and the point with what stands after it.
fn split(text: &str) -> (&str, &str) {
    text.find('.').and_then(|point| text.split_at_checked(point)).unwrap_or((text, ""))
}

fn wishes(table: &Table, faces: &Faces, size: f32) -> Vec<Wish> {
    let mut wishes = Vec::with_capacity(table.columns.len());
    for (index, column) in table.columns.iter().enumerate() {
        let mut wish = Wish::default();
        for row in &table.rows {
            let Some(cell) = row.cells.get(index) else { continue };
            let text = faces.printable(&cell.text);
            // The bold face is the wider one; nothing is printed over its neighbour.
            let width = |text: &str| faces.width(Face::Bold, size, text);
            let (whole, fraction) = match column.align {
                Align::Text => (text.as_ref(), ""),
                Align::Decimal => split(&text),
            };
            wish.whole = wish.whole.max(width(whole));
            wish.fraction = wish.fraction.max(width(fraction));
        }
        let heading = faces.width(Face::Bold, size - 1.0, column.heading);
        wish.whole = wish.whole.max(heading - wish.fraction);
        wishes.push(wish);
    }
    wishes
}

/// Amounts as wide as they are, the rest of the page for the texts; none where that is too little.
fn places(table: &Table, wishes: &[Wish]) -> Option<Vec<Place>> {
    let is_text =
        |index: &usize| table.columns.get(*index).is_some_and(|column| column.align == Align::Text);
    let (texts, decimals): (Vec<usize>, Vec<usize>) = (0..wishes.len()).partition(is_text);
    let sum = |indices: &[usize]| -> f32 {
        indices
            .iter()
            .filter_map(|index| wishes.get(*index))
            .map(|wish| wish.whole + wish.fraction)
            .sum()
    };
    let gaps = GAP * columns_f32(wishes.len().saturating_sub(1));
    let page = if wishes.len() == 2 { NARROW } else { RIGHT - LEFT };
    let free = page - gaps - sum(&decimals);
    let wished = sum(&texts);
    if free < TEXT_MIN * columns_f32(texts.len()) {
        return None;
    }
    let first_text = texts.first().copied();
    let width = |index: usize, wish: &Wish| {
        if !is_text(&index) {
            wish.whole + wish.fraction
        } else if wished > free {
            narrowed(wish.whole, &texts, wishes, free)
        } else if Some(index) == first_text {
            wish.whole + (free - wished)
        } else {
            wish.whole
        }
    };
    Some(from_left(table, wishes, width))
}

/// The widest text columns give way until all fit: each has what it wants or the same.
fn narrowed(wanted: f32, texts: &[usize], wishes: &[Wish], free: f32) -> f32 {
    let mut wanting: Vec<f32> =
        texts.iter().filter_map(|index| wishes.get(*index)).map(|wish| wish.whole).collect();
    wanting.sort_by(f32::total_cmp);
    let (mut left, mut count) = (free, columns_f32(wanting.len()));
    for want in wanting {
        let equal = left / count;
        if want >= equal {
            return wanted.min(equal);
        }
        left -= want;
        count -= 1.0;
    }
    wanted
}

/// At the smallest size and still too wide: every text at its least, and the amounts beyond it.
fn crowded(table: &Table, wishes: &[Wish]) -> Vec<Place> {
    let width = |index: usize, wish: &Wish| {
        let align = table.columns.get(index).map_or(Align::Text, |column| column.align);
        if align == Align::Text { TEXT_MIN } else { wish.whole + wish.fraction }
    };
    from_left(table, wishes, width)
}

fn from_left(table: &Table, wishes: &[Wish], width: impl Fn(usize, &Wish) -> f32) -> Vec<Place> {
    let mut left = LEFT;
    let mut places = Vec::with_capacity(wishes.len());
    for ((index, wish), column) in wishes.iter().enumerate().zip(&table.columns) {
        let width = width(index, wish);
        places.push(Place { align: column.align, left, width, fraction: wish.fraction });
        left += width + GAP;
    }
    places
}

/// Tables have few columns.
fn columns_f32(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::MAX, f32::from)
}
