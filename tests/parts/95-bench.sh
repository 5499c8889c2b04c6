# about: every bound of the project beside its floor, in a release build
# budget: 1200 2400
# tools: cargo strip:binutils nm:binutils python3:python3 python3-venv:python3-venv
# long: yes
# A bound that is not reached stands in tests/bench/not-reached with its reason,
# and is still printed as not held.
source "${BASH_SOURCE%/*}/helpers.sh"
RAPPORT_PYTHON=$(venv matching tests/matching/requirements.txt)/bin/python
export RAPPORT_PYTHON
cargo run --locked --release -p rapport-bench -- --check tests/bench/not-reached
bindings/phone-env cargo run --locked --profile phone -p rapport-bench -- keystroke --check tests/bench/not-reached
