# about: the app as an APK, debug and shrunk: signature, alignment, permissions, size
# budget: 240 600
# tools: cargo java:default-jdk-headless javac:default-jdk-headless mvn:maven
# long: yes
# when: bindings/ffi/Cargo.toml android/ci/apk
source "${BASH_SOURCE%/*}/helpers.sh"
android/ci/apk --library "$(built rapport-ffi)"
