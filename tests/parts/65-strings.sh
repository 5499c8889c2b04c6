# about: the languages agree; Android and Apple resources can be made
# budget: 2 5
# tools: cargo
# when: bindings/strings/en.toml
"$TARGET/ci/rapport-bindgen" strings --out "$TARGET/bindings/strings"
