# about: recorded typing of two people, replayed on two phones within its minute
# budget: 240 600
# tools: cargo python3:python3
# long: yes
python3 tests/tools/trace-replay
