# about: the rules of the repository (tests/src/architecture)
# budget: 15 30
# tools: cargo git:git
cargo test --workspace --locked --profile ci --test all -- architecture::
