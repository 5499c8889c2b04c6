# about: the contract harness itself, on a library with one of everything
# budget: 60 180
# tools: cargo java:default-jdk-headless mvn:maven python3:python3
# long: yes
source "${BASH_SOURCE%/*}/helpers.sh"
tests/contract/run kotlin python swift --suite probe --library "$(built rapport-probe)"
