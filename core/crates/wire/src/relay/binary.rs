//! Bytes in JSON: base 64 for URLs, without padding.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serializer, de::Error};
use std::borrow::Cow;

pub(super) fn serialize<S: Serializer, T: AsRef<[u8]>>(bytes: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&BASE64URL_NOPAD.encode(bytes.as_ref()))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>, T: TryFrom<Vec<u8>>>(from: D) -> Result<T, D::Error> {
    let text = <Cow<'de, str>>::deserialize(from)?;
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| D::Error::custom("not base64url"))?;
    T::try_from(bytes).map_err(|_| D::Error::custom("wrong length"))
}
