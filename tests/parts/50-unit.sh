# about: unit tests, scenarios, doc tests
# budget: 240 240
# tools: cargo python3:python3
cargo test --workspace --locked --profile ci --no-fail-fast -- --skip architecture::
