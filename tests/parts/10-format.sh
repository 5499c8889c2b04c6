# about: rustfmt has nothing to change
# budget: 5 15
# tools: cargo
cargo fmt --all --check
