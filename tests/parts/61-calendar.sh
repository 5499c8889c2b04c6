# about: the calendar against zoneinfo, dateutil and a strict parser, in Python
# budget: 60 180
# tools: cargo python3:python3 python3-venv:python3-venv
# when: tests/calendar/check.py core/crates/domain/examples/calendar.rs
source "${BASH_SOURCE%/*}/helpers.sh"
cargo build --quiet --locked --profile ci -p rapport-domain --example calendar
python="$(venv calendar tests/calendar/requirements.txt)/bin/python"
"$python" -B tests/calendar/check.py "$TARGET/ci/examples/calendar" --cases "${RAPPORT_CASES:-5000}" ${RAPPORT_SEED:+--seed "$RAPPORT_SEED"}
