# about: unit tests, scenarios, doc tests
# budget: 240 240
# tools: cargo
cargo test --workspace --locked --profile ci --no-fail-fast -- --skip architecture::
