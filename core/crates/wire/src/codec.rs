//! Reading and writing bytes. A length is checked before it is believed, and
//! what is left over is an error: one value has one byte form.

/// Bytes that are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct Malformed {
    /// The field at which reading stopped.
    pub field: &'static str,
    pub problem: Problem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("the bytes end too early")]
    Short,
    #[error("bytes are left over")]
    Trailing,
    #[error("longer than allowed")]
    TooLong,
    #[error("a list is not strictly ascending")]
    Order,
    #[error("not UTF-8")]
    Text,
    #[error("not a value that this field has")]
    Value,
    #[error("a signature does not fit")]
    Signature,
}

impl Malformed {
    pub const fn new(field: &'static str, problem: Problem) -> Self {
        Self { field, problem }
    }
}

/// Reads fields one after the other, big-endian.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read.
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next `n` bytes.
    pub fn take(&mut self, field: &'static str, n: usize) -> Result<&'a [u8], Malformed> {
        let (head, rest) = self.rest.split_at_checked(n).ok_or(Malformed::new(field, Problem::Short))?;
        self.rest = rest;
        Ok(head)
    }

    pub fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], Malformed> {
        let (head, rest) = self.rest.split_first_chunk::<N>().ok_or(Malformed::new(field, Problem::Short))?;
        self.rest = rest;
        Ok(*head)
    }

    pub fn u8(&mut self, field: &'static str) -> Result<u8, Malformed> {
        self.array::<1>(field).map(|[b]| b)
    }

    pub fn u16(&mut self, field: &'static str) -> Result<u16, Malformed> {
        self.array(field).map(u16::from_be_bytes)
    }

    pub fn u32(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(u32::from_be_bytes)
    }

    pub fn u64(&mut self, field: &'static str) -> Result<u64, Malformed> {
        self.array(field).map(u64::from_be_bytes)
    }

    /// A byte that says whether something follows: 0 or 1.
    pub fn flag(&mut self, field: &'static str) -> Result<bool, Malformed> {
        match self.u8(field)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Malformed::new(field, Problem::Value)),
        }
    }

    /// A u32 length and that many bytes, at most `max`.
    pub fn bytes(&mut self, field: &'static str, max: usize) -> Result<&'a [u8], Malformed> {
        let n = self.u32(field)? as usize;
        if n > max {
            return Err(Malformed::new(field, Problem::TooLong));
        }
        self.take(field, n)
    }

    /// A u32 length and that many bytes of UTF-8, at most `max`.
    pub fn text(&mut self, field: &'static str, max: usize) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.bytes(field, max)?).map_err(|_| Malformed::new(field, Problem::Text))
    }

    /// A u16 count and that many items, which must be strictly ascending.
    pub fn ascending<T: Ord>(
        &mut self,
        field: &'static str,
        mut item: impl FnMut(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        let n = self.u16(field)?;
        // The count is not believed: memory grows with the items really there.
        let mut items: Vec<T> = Vec::new();
        for _ in 0..n {
            let next = item(self)?;
            if items.last().is_some_and(|last| *last >= next) {
                return Err(Malformed::new(field, Problem::Order));
            }
            items.push(next);
        }
        Ok(items)
    }

    /// Everything must have been read.
    pub const fn end(&self, field: &'static str) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed::new(field, Problem::Trailing)) }
    }
}

/// Writes fields one after the other, big-endian.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn put(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    pub fn u8(&mut self, v: u8) -> &mut Self {
        self.put(&[v])
    }

    pub fn u16(&mut self, v: u16) -> &mut Self {
        self.put(&v.to_be_bytes())
    }

    pub fn u32(&mut self, v: u32) -> &mut Self {
        self.put(&v.to_be_bytes())
    }

    pub fn u64(&mut self, v: u64) -> &mut Self {
        self.put(&v.to_be_bytes())
    }

    pub fn flag(&mut self, v: bool) -> &mut Self {
        self.u8(u8::from(v))
    }

    /// A u16 count. Fails on more items than the form can say.
    pub fn count(&mut self, field: &'static str, n: usize) -> Result<&mut Self, Malformed> {
        let n = u16::try_from(n).map_err(|_| Malformed::new(field, Problem::TooLong))?;
        Ok(self.u16(n))
    }

    /// A u32 length and the bytes.
    pub fn bytes(&mut self, field: &'static str, bytes: &[u8]) -> Result<&mut Self, Malformed> {
        let n = u32::try_from(bytes.len()).map_err(|_| Malformed::new(field, Problem::TooLong))?;
        Ok(self.u32(n).put(bytes))
    }

    /// How many bytes have been written.
    pub const fn len(&self) -> usize {
        self.bytes.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn as_slice(&self) -> &[u8] {
        &self.bytes
    }

    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests;
