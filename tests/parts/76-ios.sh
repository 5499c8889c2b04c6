# about: the iOS package against the real core and relay; its sources parsed and held to their format
# budget: 40 180
# tools: cargo
# when: ios/Package.swift bindings/ffi/Cargo.toml
source "${BASH_SOURCE%/*}/helpers.sh"
ios/test "$(built rapport-ffi)"
