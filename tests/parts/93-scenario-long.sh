# about: the same with 1,000 seeds; and mistakes made on purpose, each found within 200
# budget: 1500 1800
# tools: cargo
# when: tests/examples/scenario/main.rs
# long: yes
RAPPORT_FIXED=1000 RAPPORT_SECONDS=0
source "${BASH_SOURCE%/*}/55-scenario.sh"
scenario --bugs 200
