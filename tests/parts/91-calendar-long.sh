# about: the same with 100,000 cases
# budget: 300 600
# tools: cargo python3:python3 python3-venv:python3-venv
# when: tests/calendar/check.py core/crates/domain/examples/calendar.rs
# long: yes
RAPPORT_CASES=100000
source "${BASH_SOURCE%/*}/61-calendar.sh"
