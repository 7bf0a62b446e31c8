//! Bytes as letters that may stand in an address: base 64 with `-` and `_`, without padding (RFC 4648, section 5).

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes as text.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut bits = 0u32;
        for at in 0..3 {
            bits = bits << 8 | u32::from(chunk.get(at).copied().unwrap_or_default());
        }
        for at in 0..=chunk.len() {
            let place = usize::try_from(bits >> (18 - 6 * at) & 63).unwrap_or_default();
            text.push(char::from(LETTERS[place]));
        }
    }
    text
}

/// Where a letter stands among [`LETTERS`]; reckoned, because a sealed file may have millions.
fn place(letter: u8) -> Option<u32> {
    let place = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(place.into())
}

/// The bytes of a text; nothing when it is not of this form, or when its last letter carries bits of no byte.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for letter in chunk {
            bits = bits << 6 | place(*letter)?;
        }
        let [_, a, b, c] = match chunk.len() {
            4 => bits,
            3 if bits & 0b11 == 0 => bits << 6,
            2 if bits & 0b1111 == 0 => bits << 12,
            _ => return None,
        }
        .to_be_bytes();
        bytes.extend_from_slice(&[a, b, c][..chunk.len() - 1]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_any_length_read_back_and_nothing_else_does() {
        for len in 0..70u8 {
            let bytes: Vec<u8> = (0..len)
                .map(|at| at.wrapping_mul(37).wrapping_add(len))
                .collect();
            assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
        assert_eq!(encode(b"\xfb\xff"), "-_8");
        for wrong in ["A", "AB=", "A+", "-_9", "é"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
