//! Taking something out of the template's text, as somebody's hand would. What is not there to be
//! taken out fails the test: a renamed route must not turn it into one that tests nothing.

/// A template that loses something.
pub(crate) struct Edit {
    lines: Vec<String>,
}

impl Edit {
    pub(crate) fn new() -> Self {
        Self { lines: tests::template().lines().map(str::to_owned).collect() }
    }

    /// Without this event of a function; without the section, if it was the last one.
    pub(crate) fn event(mut self, function: &str, event: &str) -> Self {
        let place = self.find(self.resource(function), |line| line.starts_with(event));
        self.remove(place);
        let section = self.find(self.resource(function), |line| line == "Events:");
        if self.end_of(section) == section.saturating_add(1) {
            self.remove(section);
        }
        self
    }

    /// Without the first statement of a function's policy that names this resource.
    pub(crate) fn statement(mut self, function: &str, resource: &str) -> Self {
        let place = self.find(self.resource(function), |line| line.contains(resource));
        let start = self.lines[..place].iter().rposition(|line| line.trim() == "- Effect: Allow");
        self.remove(start.expect("a statement begins with its effect"));
        self
    }

    /// Without this action, the first time that it stands in a function's policy.
    pub(crate) fn action(mut self, function: &str, action: &str) -> Self {
        let place = self.find(self.resource(function), |line| line.contains(action));
        self.lines[place] = self.lines[place].replacen(&format!("{action}, "), "", 1);
        assert!(!self.lines[place].contains(action), "{action} is the only one in its list");
        self
    }

    /// The text with one property more at a resource, and that property's line, counted from 1.
    pub(crate) fn property(mut self, resource: &str, property: &str) -> (String, usize) {
        let place = self.find(self.resource(resource), |line| line == "Properties:");
        let at = place.saturating_add(1);
        self.lines.insert(at, format!("      {property}"));
        (self.text(), at.saturating_add(1))
    }

    pub(crate) fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// The line on which a resource begins.
    fn resource(&self, name: &str) -> usize {
        let begins = |line: &String| *line == format!("  {name}:");
        self.lines.iter().position(begins).expect("the template has that resource")
    }

    /// The first line of the block at `start` whose text is wanted.
    fn find(&self, start: usize, wanted: impl Fn(&str) -> bool) -> usize {
        let mut block = start..self.end_of(start);
        block.find(|place| wanted(self.lines[*place].trim())).expect("the template has that line")
    }

    /// Behind the last line that belongs to the one at `start`: those that are further to the
    /// right.
    fn end_of(&self, start: usize) -> usize {
        let indent = |line: &String| line.len().saturating_sub(line.trim_start().len());
        let own = indent(&self.lines[start]);
        let ends = |line: &String| !line.trim().is_empty() && indent(line) <= own;
        let after = start.saturating_add(1);
        let length = self.lines[after..].iter().position(ends);
        length.map_or(self.lines.len(), |length| after.saturating_add(length))
    }

    fn remove(&mut self, place: usize) {
        let end = self.end_of(place);
        self.lines.drain(place..end);
    }
}
