# about: the library for a phone, at most 6 MB
# budget: 120 300
# tools: cargo strip:binutils
# when: bindings/ffi/Cargo.toml
tests/tools/phone-size
