//! The short code that two people compare: 44 bits as four words.

use bip39::Language;

/// Four words of the BIP-39 list. Two screens that show the same four have
/// taken part in the same conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShortCode([&'static str; 4]);

impl ShortCode {
    /// From the first 44 bits of a hash.
    pub fn from_hash(hash: &[u8; 32]) -> Self {
        let [a, b, c, d, e, f, ..] = *hash;
        let bits = u64::from_be_bytes([0, 0, a, b, c, d, e, f]) >> 4;
        let list = Language::English.word_list();
        Self([33u32, 22, 11, 0].map(|shift| {
            let index = usize::try_from((bits >> shift) & 0x7ff).unwrap_or(0);
            list.get(index).copied().unwrap_or_default()
        }))
    }

    pub const fn words(&self) -> [&'static str; 4] {
        self.0
    }
}

impl std::fmt::Display for ShortCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_44_bits_count() {
        assert_eq!(ShortCode::from_hash(&[0; 32]).to_string(), "abandon abandon abandon abandon");
        assert_eq!(ShortCode::from_hash(&[0xff; 32]).to_string(), "zoo zoo zoo zoo");
        let mut hash = [0; 32];
        // 44 bits: 1, then 2, 3, 4 in the following elevens.
        hash[..6].copy_from_slice(&((1u64 << 33 | 2 << 22 | 3 << 11 | 4) << 4).to_be_bytes()[2..]);
        assert_eq!(ShortCode::from_hash(&hash).words(), ["ability", "able", "about", "above"]);
        hash[6] = 0xff;
        assert_eq!(ShortCode::from_hash(&hash).words(), ["ability", "able", "about", "above"]);
    }
}
