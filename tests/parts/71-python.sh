# about: contract tests through the generated Python
# budget: 20 60
# tools: cargo python3:python3
# when: bindings/ffi/Cargo.toml tests/contract/python/rapport
source "${BASH_SOURCE%/*}/helpers.sh"
python3 -B tests/tools/counted.py check
tests/contract/run python --library "$(built rapport-ffi)"
