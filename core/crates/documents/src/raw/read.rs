//! Takes bytes from the front, and numbers of variable length.

use super::BadBytes;

#[derive(Clone, Debug)]
pub(super) struct Read<'a>(&'a [u8]);

impl<'a> Read<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], BadBytes> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(BadBytes::Malformed)?;
        self.0 = rest;
        Ok(bytes)
    }

    pub(super) fn byte(&mut self) -> Result<u8, BadBytes> {
        let (byte, rest) = self.0.split_first().ok_or(BadBytes::Malformed)?;
        self.0 = rest;
        Ok(*byte)
    }

    /// Seven bits a byte, lowest first; the shortest form only.
    pub(super) fn number(&mut self) -> Result<u64, BadBytes> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7F);
            if shift == 63 && byte > 1 {
                return Err(BadBytes::Malformed);
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return if byte == 0 && shift > 0 { Err(BadBytes::Malformed) } else { Ok(number) };
            }
        }
        Err(BadBytes::Malformed)
    }

    /// The same with a sign.
    pub(super) fn signed(&mut self) -> Result<i64, BadBytes> {
        let mut number = 0i64;
        let mut shift = 0u32;
        loop {
            let byte = self.byte()?;
            if shift == 63 && byte != 0 && byte != 0x7F {
                return Err(BadBytes::Malformed);
            }
            number |= i64::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                if shift < 64 && byte & 0x40 != 0 {
                    number |= -1 << shift;
                }
                return Ok(number);
            }
            if shift > 63 {
                return Err(BadBytes::Malformed);
            }
        }
    }

    /// A number that counts bytes.
    pub(super) fn length(&mut self) -> Result<usize, BadBytes> {
        usize::try_from(self.number()?).map_err(|_| BadBytes::Malformed)
    }

    /// A count, then so many of something; never more than fit the bytes.
    pub(super) fn many<T>(
        &mut self,
        limit: u64,
        mut one: impl FnMut(&mut Self) -> Result<T, BadBytes>,
    ) -> Result<Vec<T>, BadBytes> {
        let count = self.number()?;
        if count > limit {
            return Err(BadBytes::TooMany);
        }
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(one(self)?);
        }
        Ok(all)
    }
}
