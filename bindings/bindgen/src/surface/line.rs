//! One line of the listing: a signature, a field, a type.

use uniffi_meta::{DefaultValueMetadata, FieldMetadata, FnMetadata, FnParamMetadata, LiteralMetadata};
use uniffi_meta::{Metadata, Type, UniffiTraitMetadata, VariantMetadata};

pub(super) fn function(one: &FnMetadata) -> String {
    signature(one.is_async, "fn", &one.name, &one.inputs, one.return_type.as_ref(), one.throws.as_ref())
}

/// Constructors, methods and exported traits of the object or trait `name`.
pub(super) fn members(name: &str, items: &[Metadata]) -> Vec<String> {
    let of = |item: &Metadata| match item {
        Metadata::Constructor(one) if one.self_name == name => {
            Some(signature(one.is_async, "new", &one.name, &one.inputs, None, one.throws.as_ref()))
        }
        Metadata::Method(one) if one.self_name == name => {
            Some(signature(one.is_async, "fn", &one.name, &one.inputs, one.return_type.as_ref(), one.throws.as_ref()))
        }
        Metadata::TraitMethod(one) if one.trait_name == name => {
            Some(signature(one.is_async, "fn", &one.name, &one.inputs, one.return_type.as_ref(), one.throws.as_ref()))
        }
        Metadata::UniffiTrait(one) if one.self_name() == name => Some(format!("is {}", trait_name(one))),
        _ => None,
    };
    items.iter().filter_map(of).collect()
}

fn trait_name(one: &UniffiTraitMetadata) -> &'static str {
    match one {
        UniffiTraitMetadata::Debug { .. } => "Debug",
        UniffiTraitMetadata::Display { .. } => "Display",
        UniffiTraitMetadata::Eq { .. } => "Eq",
        UniffiTraitMetadata::Hash { .. } => "Hash",
        UniffiTraitMetadata::Ord { .. } => "Ord",
    }
}

fn signature(
    is_async: bool,
    word: &str,
    name: &str,
    inputs: &[FnParamMetadata],
    gives: Option<&Type>,
    throws: Option<&Type>,
) -> String {
    let word = if is_async { format!("async {word}") } else { word.to_owned() };
    let inputs: Vec<_> =
        inputs.iter().map(|one| format!("{}: {}{}", one.name, ty(&one.ty), default(one.default.as_ref()))).collect();
    let gives = gives.map(|one| format!(" -> {}", ty(one))).unwrap_or_default();
    let throws = throws.map(|one| format!(" ! {}", ty(one))).unwrap_or_default();
    format!("{word} {name}({}){gives}{throws}", inputs.join(", "))
}

pub(super) fn field(one: &FieldMetadata) -> String {
    format!("{}: {}{}", one.name, ty(&one.ty), default(one.default.as_ref()))
}

pub(super) fn variant(one: &VariantMetadata) -> String {
    if one.fields.is_empty() {
        return one.name.clone();
    }
    let fields: Vec<_> = one.fields.iter().map(field).collect();
    format!("{}({})", one.name, fields.join(", "))
}

fn default(value: Option<&DefaultValueMetadata>) -> String {
    let Some(value) = value else { return String::new() };
    let text = match value {
        DefaultValueMetadata::Default => String::from("default"),
        DefaultValueMetadata::Literal(literal) => literal_text(literal),
    };
    format!(" = {text}")
}

fn literal_text(literal: &LiteralMetadata) -> String {
    match literal {
        LiteralMetadata::Boolean(value) => value.to_string(),
        LiteralMetadata::String(value) => format!("{value:?}"),
        LiteralMetadata::UInt(value, ..) => value.to_string(),
        LiteralMetadata::Int(value, ..) => value.to_string(),
        LiteralMetadata::Float(value, _) => value.clone(),
        LiteralMetadata::Enum(value, _) => value.clone(),
        LiteralMetadata::EmptySequence | LiteralMetadata::EmptySet => String::from("[]"),
        LiteralMetadata::EmptyMap => String::from("{}"),
        LiteralMetadata::None => String::from("none"),
        LiteralMetadata::Some { inner } => default(Some(inner)).trim_start_matches(" = ").to_owned(),
    }
}

pub(super) fn ty(of: &Type) -> String {
    let word = match of {
        Type::UInt8 => "u8",
        Type::Int8 => "i8",
        Type::UInt16 => "u16",
        Type::Int16 => "i16",
        Type::UInt32 => "u32",
        Type::Int32 => "i32",
        Type::UInt64 => "u64",
        Type::Int64 => "i64",
        Type::Float32 => "f32",
        Type::Float64 => "f64",
        Type::Boolean => "bool",
        Type::String => "text",
        Type::Bytes => "bytes",
        Type::Timestamp => "timestamp",
        Type::Duration => "duration",
        Type::Object { name, .. }
        | Type::Record { name, .. }
        | Type::Enum { name, .. }
        | Type::CallbackInterface { name, .. }
        | Type::Custom { name, .. } => name,
        Type::Box { inner_type } => return ty(inner_type),
        Type::Optional { inner_type } => return format!("{}?", ty(inner_type)),
        Type::Sequence { inner_type } => return format!("[{}]", ty(inner_type)),
        Type::Set { inner_type } => return format!("{{{}}}", ty(inner_type)),
        Type::Map { key_type, value_type } => return format!("{{{}: {}}}", ty(key_type), ty(value_type)),
    };
    word.to_owned()
}
