# about: plans of who mentors whom against SciPy's linear_sum_assignment, in Python
# budget: 60 180
# tools: cargo python3:python3 python3-venv:python3-venv
# when: tests/matching/check.py core/crates/matching/examples/solve.rs
source "${BASH_SOURCE%/*}/helpers.sh"
cargo build --quiet --locked --profile ci -p rapport-matching --example solve
python="$(venv matching tests/matching/requirements.txt)/bin/python"
"$python" -B tests/matching/check.py "$TARGET/ci/examples/solve" --square 1000 ${RAPPORT_SEED:+--seed "$RAPPORT_SEED"}
