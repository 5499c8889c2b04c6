# about: the library for a phone, at most 6 MB
# budget: 120 300
# tools: cargo cc:gcc strip:binutils readelf:binutils nm:binutils
# when: bindings/ffi/Cargo.toml
# long: yes
tests/tools/phone-size
tests/tools/check-library-test
