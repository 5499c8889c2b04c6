# about: people, phones and a relay through everything that goes wrong: 60 fixed seeds, and fresh ones for RAPPORT_SECONDS
# budget: 90 300
# tools: cargo
# when: tests/examples/scenario/main.rs
# Fresh seeds still find what is not mended, named in docs/simulation.md: who changes the core runs them by hand.
scenario() {
  cargo run --quiet --locked --profile ci -p rapport-tests --example scenario -- "$@"
}
scenario --fixed "${RAPPORT_FIXED:-60}" --seconds "${RAPPORT_SECONDS:-0}"
# One seed is one run, to the byte; what cannot be understood ends with 2, a broken promise with 1.
cmp <(scenario --seed 3 --json) <(scenario --seed 3 --json)
ends() { # STATUS WORDS...
  local wanted=$1 status=0
  shift
  scenario "$@" >/dev/null 2>&1 || status=$?
  ((status == wanted)) || { echo "scenario $*: ended with $status instead of $wanted" && return 1; }
}
ends 2 --seed 1 --people 9
ends 2 --seed
ends 1 --fixed 4 --bug leak
