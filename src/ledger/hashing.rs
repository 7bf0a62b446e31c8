//! Maps and sets by ids, which need no hash of their own.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

/// Ids are random or hashed already: their lowest bits are as good as any hash of them.
#[derive(Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        let words = words.iter().map(|word| u64::from_le_bytes(*word));
        let rest = rest.iter().rev();
        let rest = rest.fold(0, |word, byte| word << 8 | u64::from(*byte));
        for word in words.chain([rest]) {
            self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    /// The end of a text: the lengths of names do not have to be told apart.
    fn write_u8(&mut self, _: u8) {}

    fn write_u128(&mut self, bits: u128) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "folding the halves is the point"
        )]
        let folded = (bits as u64) ^ (bits >> 64) as u64;
        self.0 = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map from ids that are random or hashed already.
pub type IdMap<K, V> = HashMap<K, V, BuildHasherDefault<IdHasher>>;
/// A set of ids that are random or hashed already.
pub type IdSet<K> = HashSet<K, BuildHasherDefault<IdHasher>>;
