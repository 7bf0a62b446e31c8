//! The machine's clock and its source of random bits.

/// Milliseconds since 1970-01-01 UTC by this machine's clock.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a clock before 1970 counts as 1970"
)]
pub(super) fn now_ms() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

/// 128 random bits.
pub(super) fn random() -> u128 {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if filled {
        u128::from_le_bytes(bytes)
    } else {
        weak_random()
    }
}

/// A random name of 32 hexadecimal digits.
pub(super) fn random_name() -> String {
    format!("{:032x}", random())
}

/// Bits for a browser without a cryptographic source: unique enough for identifiers, which are no secrets.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the product lies between 0 and 2^32"
)]
fn weak_random() -> u128 {
    (0..4).fold(0, |bits, _| {
        (bits << 32) | (js_sys::Math::random() * 4_294_967_296.0) as u128
    })
}
