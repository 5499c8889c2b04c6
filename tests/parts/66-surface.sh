# about: bindings/surface.txt says what the library exports
# budget: 2 5
# tools: cargo
# when: bindings/ffi/Cargo.toml bindings/surface.txt
source "${BASH_SOURCE%/*}/helpers.sh"
"$TARGET/ci/rapport-bindgen" check --library "$(built rapport-ffi)"
