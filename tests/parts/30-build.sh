# about: everything and all its tests, profile ci
# budget: 120 540
# tools: cargo cc:gcc
cargo build --workspace --all-targets --locked --profile ci
