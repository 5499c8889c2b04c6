# about: contract tests through the generated Kotlin, on the JVM
# budget: 60 180
# tools: cargo java:default-jdk-headless mvn:maven
# when: bindings/ffi/Cargo.toml tests/contract/kotlin/rapport
source "${BASH_SOURCE%/*}/helpers.sh"
tests/contract/run kotlin --library "$(built rapport-ffi)"
