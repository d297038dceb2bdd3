//! The stored bytes of schedules and of lanes. Decoding is strict: one value, one encoding.

use cosmwasm_std::{Binary, Uint256};
use schemars::{gen::SchemaGenerator, schema::Schema, JsonSchema};
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

use crate::{Lane, Lanes, LedgerError, Point, Schedule, HARD_CAP, MAX_WEIGHT};

/// Bytes of a schedule's floor.
const FLOOR_BYTES: usize = 4;
/// Bytes of one point: its epoch, then its weight.
const POINT_BYTES: usize = 12;

impl Schedule {
    /// Floor (4 bytes), then each point's epoch (4) and weight (8), all big-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FLOOR_BYTES + POINT_BYTES * self.points.len());
        bytes.extend(self.floor.to_be_bytes());
        for point in &self.points {
            bytes.extend(point.epoch.to_be_bytes());
            bytes.extend(point.weight.to_be_bytes());
        }
        bytes
    }

    /// Decodes [`Schedule::to_bytes`].
    ///
    /// Error: `ScheduleBytes` for a wrong length, more than [`HARD_CAP`] points, points out of
    /// order or below the floor, a point that changes nothing, or a weight above [`MAX_WEIGHT`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LedgerError> {
        let length = bytes.len();
        let refuse = |reason, offset| LedgerError::ScheduleBytes {
            reason,
            offset,
            length,
        };
        let (floor, rest) = bytes
            .split_first_chunk::<FLOOR_BYTES>()
            .ok_or_else(|| refuse("no floor", 0))?;
        let floor = u32::from_be_bytes(*floor);
        let count = rest.len() / POINT_BYTES;
        if rest.len() % POINT_BYTES != 0 {
            return Err(refuse("a point is cut short", length));
        }
        if count > HARD_CAP {
            return Err(refuse("too many points", length));
        }
        let mut points = Vec::with_capacity(count);
        let mut last: Option<Point> = None;
        for (index, chunk) in rest.chunks_exact(POINT_BYTES).enumerate() {
            let refuse = |reason| refuse(reason, FLOOR_BYTES + index * POINT_BYTES);
            let cut = || refuse("a point is cut short");
            let (epoch, weight) = chunk.split_first_chunk().ok_or_else(cut)?;
            let weight = weight.first_chunk().ok_or_else(cut)?;
            let point = Point {
                epoch: u32::from_be_bytes(*epoch),
                weight: u64::from_be_bytes(*weight),
            };
            if point.epoch < floor {
                return Err(refuse("a point below the floor"));
            }
            if last.is_some_and(|last| last.epoch >= point.epoch) {
                return Err(refuse("points out of order"));
            }
            if last.map_or(0, |last| last.weight) == point.weight {
                return Err(refuse("a point that changes nothing"));
            }
            if point.weight > MAX_WEIGHT {
                return Err(refuse("a weight above the bound"));
            }
            points.push(point);
            last = Some(point);
        }
        Ok(Self { floor, points })
    }
}

impl Lanes {
    /// For each lane the number of its bytes, then its value, big-endian without leading zeros: a
    /// lane at zero takes one byte.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Lane::ALL.len() * 33);
        for (_, value) in self.iter() {
            let whole = value.to_be_bytes();
            let used = whole.iter().skip_while(|byte| **byte == 0);
            // At most 32.
            bytes.push(used.clone().count() as u8);
            bytes.extend(used);
        }
        bytes
    }

    /// Decodes [`Lanes::to_bytes`].
    ///
    /// Error: `LaneBytes` for a lane that is missing, longer than 32 bytes, cut short or written
    /// with a leading zero, and for bytes left over.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LedgerError> {
        let (lanes, rest) = Self::split_from_bytes(bytes)?;
        if !rest.is_empty() {
            return Err(LedgerError::LaneBytes {
                reason: "bytes left over",
                offset: bytes.len() - rest.len(),
                length: bytes.len(),
            });
        }
        Ok(lanes)
    }

    /// Decodes [`Lanes::to_bytes`] at the beginning of `bytes`, and says what follows.
    ///
    /// Error: `LaneBytes` as [`Lanes::from_bytes`], but for what follows.
    pub fn split_from_bytes(bytes: &[u8]) -> Result<(Self, &[u8]), LedgerError> {
        let length = bytes.len();
        let mut rest = bytes;
        let mut lanes = Self::new();
        for lane in Lane::ALL {
            let offset = length - rest.len();
            let refuse = |reason| LedgerError::LaneBytes {
                reason,
                offset,
                length,
            };
            let (count, after) = rest
                .split_first()
                .ok_or_else(|| refuse("a lane is missing"))?;
            let count = usize::from(*count);
            if count > 32 {
                return Err(refuse("a lane longer than 32 bytes"));
            }
            let (value, after) = after
                .split_at_checked(count)
                .ok_or_else(|| refuse("a lane is cut short"))?;
            if value.first() == Some(&0) {
                return Err(refuse("a leading zero"));
            }
            let mut whole = [0; 32];
            for (slot, byte) in whole.iter_mut().rev().zip(value.iter().rev()) {
                *slot = *byte;
            }
            lanes.set(lane, Uint256::from_be_bytes(whole));
            rest = after;
        }
        Ok((lanes, rest))
    }
}

impl Serialize for Schedule {
    /// As the base64 of [`Schedule::to_bytes`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Binary::from(self.to_bytes()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Schedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_bytes(&Binary::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl JsonSchema for Schedule {
    fn schema_name() -> String {
        "Schedule".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Binary::json_schema(generator)
    }
}

impl Serialize for Lanes {
    /// As the base64 of [`Lanes::to_bytes`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Binary::from(self.to_bytes()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Lanes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_bytes(&Binary::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl JsonSchema for Lanes {
    fn schema_name() -> String {
        "Lanes".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Binary::json_schema(generator)
    }
}
