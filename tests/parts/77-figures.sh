# about: what the screens cost: keystroke, first frame, snapshots, opening and closing
# budget: 300 600
# tools: cargo java:default-jdk-headless mvn:maven
# long: yes
# when: bindings/ffi/Cargo.toml android/desktop/pom.xml
source "${BASH_SOURCE%/*}/helpers.sh"
RAPPORT_BUILT=1 android/desktop/run figures --library "$(built rapport-ffi)"
