# about: a disk that fails or flips a bit at every single place, not at each so many alone
# budget: 900 1800
# tools: cargo
# long: yes
RAPPORT_EVERY=yes cargo test --locked --profile ci -p rapport-tests --test all -- faults:: --nocapture
