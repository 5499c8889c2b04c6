# about: the screens on a plain JVM: bridge over the real core, presenters, Compose
# budget: 120 300
# tools: cargo java:default-jdk-headless mvn:maven
# when: bindings/ffi/Cargo.toml android/desktop/pom.xml
source "${BASH_SOURCE%/*}/helpers.sh"
RAPPORT_BUILT=1 android/desktop/run test --library "$(built rapport-ffi)"
