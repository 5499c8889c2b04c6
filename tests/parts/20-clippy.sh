# about: clippy, all targets, warnings are errors
# budget: 60 300
# tools: cargo cc:gcc
cargo clippy --workspace --all-targets --locked --profile ci -- -D warnings
