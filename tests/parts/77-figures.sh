# about: what the screens cost: keystroke, first frame, snapshots, opening and closing
# budget: 300 900
# tools: cargo java:default-jdk-headless mvn:maven
# long: yes
# when: bindings/ffi/Cargo.toml android/desktop/pom.xml
source "${BASH_SOURCE%/*}/helpers.sh"
# With the library as a phone gets it: one with assertions would be measured with them.
bindings/phone-env cargo build --quiet --locked --profile phone --package rapport-ffi
library=$(built rapport-ffi)
RAPPORT_BUILT=1 android/desktop/run figures --library "$TARGET/phone/$(basename "$library")" --relay "$TARGET/ci/rapport-relay"
ios/figures "$TARGET/phone/$(basename "$library")"
