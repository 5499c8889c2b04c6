# about: every doc comment renders, THIRD-PARTY.md is true
# budget: 30 150
# tools: cargo python3:python3
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --exclude rapport-bindgen --exclude rapport-probe --no-deps --locked --profile ci
python3 tests/tools/third_party.py --check
