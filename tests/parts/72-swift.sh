# about: contract tests through the generated Swift, in Swift 6 mode
# budget: 30 60
# tools: cargo
# when: bindings/ffi/Cargo.toml tests/contract/swift/rapport
source "${BASH_SOURCE%/*}/helpers.sh"
tests/contract/run swift --library "$(built rapport-ffi)"
