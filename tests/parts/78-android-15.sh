# about: the same on the next release of Android
# budget: 180 480
# tools: cargo java:default-jdk-headless mvn:maven
# long: yes
# when: bindings/ffi/Cargo.toml android/ci/run
source "${BASH_SOURCE%/*}/helpers.sh"
android/ci/run test --release 35 --library "$(built rapport-ffi)"
