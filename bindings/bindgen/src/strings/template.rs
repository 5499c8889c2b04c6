//! A text with named places: `{who} ticked {title}`. `{{` and `}}` are braces.

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Place(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template(Vec<Piece>);

impl Template {
    /// The error says what is wrong, without the text.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err(String::from("is empty"));
        }
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '{' | '}' if rest.peek() == Some(&c) => {
                    plain.push(c);
                    rest.next();
                }
                '{' => {
                    let mut name = String::new();
                    loop {
                        match rest.next() {
                            Some('}') => break,
                            Some(c) if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' => name.push(c),
                            Some(c) => return Err(format!("a placeholder has no `{c}`: a-z, 0-9 and _ only")),
                            None => return Err(String::from("a `{` is not closed")),
                        }
                    }
                    if name.is_empty() {
                        return Err(String::from("a placeholder needs a name"));
                    }
                    if !plain.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    }
                    pieces.push(Piece::Place(name));
                }
                '}' => return Err(String::from("a `}` closes nothing; write `}}` for the character")),
                c if c.is_control() && c != '\n' => return Err(String::from("has a control character")),
                c => plain.push(c),
            }
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self(pieces))
    }

    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Place(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// Writes it out, each kind of piece in its own way.
    pub(crate) fn render(&self, text: impl Fn(&str) -> String, place: impl Fn(&str) -> String) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(plain) => text(plain),
                Piece::Place(name) => place(name),
            })
            .collect()
    }

    /// The same places, the text between them changed.
    pub(crate) fn map_text(&self, change: impl Fn(&str) -> String) -> Self {
        Self(
            self.0
                .iter()
                .map(|piece| match piece {
                    Piece::Text(plain) => Piece::Text(change(plain)),
                    Piece::Place(name) => Piece::Place(name.clone()),
                })
                .collect(),
        )
    }

    /// With something at both ends.
    pub(crate) fn surround(mut self, before: &str, after: &str) -> Self {
        self.0.insert(0, Piece::Text(before.to_owned()));
        self.0.push(Piece::Text(after.to_owned()));
        self
    }
}
