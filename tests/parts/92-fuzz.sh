# about: every decoder, fed with mutated golden vectors for a minute; the seed is printed
# budget: 90 300
# tools: cargo
# when: tests/examples/fuzz/main.rs tests/vectors/documents.json
# long: yes
cargo run --quiet --locked --profile ci -p rapport-tests --example fuzz -- --seconds "${RAPPORT_FUZZ_SECONDS:-60}" ${RAPPORT_SEED:+--seed "$RAPPORT_SEED"}
