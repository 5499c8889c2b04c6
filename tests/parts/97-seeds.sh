# about: two phones, power cuts, restarts, copied phones and leaving, with a thousand seeds each; every seed is printed
# budget: 900 1200
# tools: cargo
# long: yes
# RAPPORT_SEEDS=2000..3000 runs others; RAPPORT_SEED=17 of one test runs one.
IFS=. read -r from _ to <<<"${RAPPORT_SEEDS:-0..1000}"
half=$(((from + to) / 2))
stories=(
  fifty_seeds_end_in_step_and_repeat_to_the_byte
  a_power_cut_costs_two_seconds_at_most
  a_phone_that_dies_between_steps_loses_nothing
  of_a_copied_phone_everybody_keeps_the_same_branch
  whenever_somebody_leaves_what_they_wrote_before_is_there
)
some() { # FROM TO
  RAPPORT_SEEDS=$1..$2 cargo test --quiet --locked --profile ci -p rapport-tests --test all -- --nocapture --test-threads 1 "${stories[@]}"
}
some "$from" "$half" &
status=0
some "$half" "$to" || status=$?
wait $! || status=$?
exit "$status"
