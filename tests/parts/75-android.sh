# about: the Android app on a JVM, over the real core: one release of Android
# budget: 180 480
# tools: cargo java:default-jdk-headless mvn:maven
# when: bindings/ffi/Cargo.toml android/ci/run
source "${BASH_SOURCE%/*}/helpers.sh"
android/ci/run test --library "$(built rapport-ffi)"
