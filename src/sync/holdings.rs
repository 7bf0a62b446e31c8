//! What somebody holds: of each device, how many of its changes without a gap, and a chain over them.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::ledger::{ChangeId, DeviceId, few::Few};

/// A hash over the ids of a device's changes from the first on: two who hold the same chain hold the same changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chain(pub u128);

impl Chain {
    /// The chain with one more change.
    pub fn then(self, change: ChangeId) -> Self {
        let digest = Sha256::new()
            .chain_update(self.0.to_be_bytes())
            .chain_update(change.0.to_be_bytes())
            .finalize();
        let mut first = [0u8; 16];
        first.copy_from_slice(&digest[..16]);
        Self(u128::from_be_bytes(first))
    }

    /// 32 hexadecimal digits.
    pub fn text(self) -> String {
        format!("{:032x}", self.0)
    }

    /// Reads what [`Chain::text`] writes.
    pub fn read(text: &str) -> Option<Self> {
        ChangeId::parse(text).ok().map(|bits| Self(bits.0))
    }
}

/// What is held of one device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Every change up to this sequence number.
    pub upto: u64,
    /// The chain over them.
    pub chain: Chain,
}

/// What is held of every device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings(Few<DeviceId, Held>);

impl Holdings {
    /// What is held of a device; nothing at all when it was never heard of.
    pub fn of(&self, device: DeviceId) -> Held {
        self.0.get(&device).copied().unwrap_or_default()
    }

    /// Notes what is held of a device.
    pub fn put(&mut self, device: DeviceId, held: Held) {
        if held.upto > 0 {
            self.0.insert(device, held);
        }
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The devices, in order.
    pub fn devices(&self) -> impl Iterator<Item = DeviceId> {
        self.0.keys().copied()
    }

    /// As files and notes hold it: `{"00000000000000a1": "60-<chain>"}`.
    pub fn json(&self) -> Value {
        let mut members = Map::new();
        for (device, held) in self.0.iter() {
            let mut text = held.upto.to_string();
            // Writing to a string cannot fail.
            let _ = write!(text, "-{}", held.chain.text());
            members.insert(device_text(*device), Value::String(text));
        }
        Value::Object(members)
    }

    /// Reads what [`Holdings::json`] writes. What cannot be read counts as not held, so that it is sent again.
    pub fn read(json: &Value) -> Self {
        let members = json.as_object().into_iter().flatten();
        let read = members.filter_map(|(device, held)| {
            let (upto, chain) = held.as_str()?.split_once('-')?;
            let held = Held {
                upto: upto.parse().ok()?,
                chain: Chain::read(chain)?,
            };
            Some((read_device(device)?, held))
        });
        Self(read.collect())
    }
}

/// A device as 16 hexadecimal digits.
pub(super) fn device_text(device: DeviceId) -> String {
    format!("{:016x}", device.0)
}

/// Reads what [`device_text`] writes.
pub(super) fn read_device(text: &str) -> Option<DeviceId> {
    let plain = text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let bits = u64::from_str_radix(text, 16).ok().filter(|_| plain);
    bits.map(DeviceId)
}
