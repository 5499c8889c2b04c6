use super::Cli;
use clap::Command;

fn walk(path: &str, command: &Command, found: &mut Vec<String>) {
    let path = format!("{path} {}", command.get_name());
    let about = command.get_long_about().map(ToString::to_string).unwrap_or_default();
    if !about.contains("Example: ") || !about.contains("rapport ") {
        found.push(format!("{path}: no example"));
    }
    for argument in command.get_arguments().filter(|argument| argument.get_help().is_none()) {
        found.push(format!("{path}: {} is not explained", argument.get_id()));
    }
    for inner in command.get_subcommands() {
        walk(&path, inner, found);
    }
}

#[test]
fn every_command_has_an_example_and_every_argument_is_explained() {
    let mut found = Vec::new();
    walk("", &Cli::definition(), &mut found);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_definition_holds_together() {
    Cli::definition().debug_assert();
}
