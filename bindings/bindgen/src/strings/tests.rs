use super::*;

fn table(en: &str, de: &str) -> Result<Table, Problems> {
    let sources = [("en", en), ("de", de)];
    Table::parse(&sources.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
}

fn problems(en: &str, de: &str) -> String {
    table(en, de).unwrap_err().to_string()
}

const EN: &str = r#"
goal.state.active = "Active"
[rule]
not-yours = "{who} can't do that: it's \"{what}\" & <more>"
share = "100 % of {what}"
[reminder]
late = { one = "{who} is {count} step late", other = "{who} is {count} steps late" }
plain = "50 % off?  Two  spaces \\ end "
question = "? @you"
"#;

const DE: &str = r#"
goal.state.active = "Läuft"
[rule]
not-yours = "\"{what}\" gehört nicht {who}"
share = "100 % von {what}"
[reminder]
late = { one = "{count} Schritt von {who} ist überfällig", other = "{count} Schritte von {who} sind überfällig" }
plain = "50 % weg"
question = "@dich?"
"#;

#[test]
fn android_has_escapes_numbers_and_plurals() {
    let table = table(EN, DE).unwrap();
    let en = android::resources(&table, "en");
    for line in [
        r#"<string name="goal_state_active" formatted="false">Active</string>"#,
        r#"<string name="rule_not_yours">%1$s can\'t do that: it\'s \"%2$s\" &amp; &lt;more&gt;</string>"#,
        r#"<string name="rule_share">100 %% of %1$s</string>"#,
        r#"<plurals name="reminder_late">"#,
        r#"<item quantity="one">%1$s is %2$d step late</item>"#,
        r#"<string name="reminder_plain" formatted="false">50 % off? \u0020Two \u0020spaces \\ end\u0020</string>"#,
        r#"<string name="reminder_question" formatted="false">\? @you</string>"#,
    ] {
        assert!(en.contains(line), "no line {line} in\n{en}");
    }
    let de = android::resources(&table, "de");
    assert!(de.contains(r#"<item quantity="other">%2$d Schritte von %1$s sind überfällig</item>"#));
    assert!(de.contains(r#"formatted="false">\@dich?</string>"#));
}

#[test]
fn apple_has_all_languages_under_the_dotted_key() {
    let json: serde_json::Value = serde_json::from_str(&apple::catalog(&table(EN, DE).unwrap())).unwrap();
    assert_eq!(json["sourceLanguage"], "en");
    let late = &json["strings"]["reminder.late"]["localizations"]["de"]["variations"]["plural"];
    assert_eq!(late["one"]["stringUnit"]["value"], "%2$lld Schritt von %1$@ ist überfällig");
    let share = &json["strings"]["rule.share"]["localizations"]["en"]["stringUnit"]["value"];
    assert_eq!(share, "100 %% of %1$@");
    assert_eq!(json["strings"]["reminder.plain"]["localizations"]["de"]["stringUnit"]["value"], "50 % weg");
}

#[test]
fn swift_knows_the_order_of_the_arguments() {
    let swift = apple::places(&table(EN, DE).unwrap());
    for line in [
        r#"    "reminder.late": ["who", "count"],"#,
        r#"    "reminder.plain": [],"#,
        r#"    "reminder.late": "count","#,
    ] {
        assert!(swift.lines().any(|one| one == line), "no line {line} in\n{swift}");
    }
}

#[test]
fn every_disagreement_is_named_with_language_and_key() {
    let text = problems(
        "a = '{x}'\nb = 'b'\nc = { one = '{n}', other = '{n}' }\nd = 'd'",
        "a = '{y}'\nc = 'c {n}'\nd = { other = '{n}' }\ne = 'e'",
    );
    for line in [
        "de.toml: a: lacks {x}",
        "de.toml: a: has {y}, which en lacks",
        "de.toml: b: is missing",
        "de.toml: c: has no plural forms, en has",
        "de.toml: d: has plural forms, en has none",
        "de.toml: e: is not in en.toml",
    ] {
        assert!(text.contains(line), "no line {line} in\n{text}");
    }
}

#[test]
fn a_broken_text_is_refused_with_the_reason() {
    for (text, reason) in [
        ("a = '{'", "not closed"),
        ("a = '}'", "closes nothing"),
        ("a = '{}'", "needs a name"),
        ("a = '{Who}'", "no `W`"),
        ("a = ''", "is empty"),
        ("a = 3", "is integer"),
        ("a = \"\\u0007\"", "control character"),
        ("a = { one = 'x' }", "need `other`"),
        ("a = { other = '{x} of {y}' }", "call it {count}"),
        ("'a b' = 'x'", "a key has letters"),
        ("a.b = 'x'\na_b = 'y'", "same resource name"),
        ("a = ", "not TOML"),
    ] {
        assert!(problems(text, text).contains(reason), "{text} gives {}", problems(text, text));
    }
}

#[test]
fn doubled_braces_are_braces() {
    let table = table("a = '{{{x}}}'", "a = '{x} {{}}'").unwrap();
    assert!(android::resources(&table, "en").contains(">{%1$s}<"));
    assert!(android::resources(&table, "de").contains(">%1$s {}<"));
}

#[test]
fn without_the_base_language_nothing_is_made() {
    let sources = BTreeMap::from([(String::from("de"), String::from("a = 'a'"))]);
    assert!(Table::parse(&sources).unwrap_err().to_string().contains("base language is missing"));
}

#[test]
fn kotlin_has_a_function_a_key_and_texts_of_each_language() {
    let files = kotlin::files(&table(EN, DE).unwrap());
    let words = &files["Words.kt"];
    for line in [
        "    val goalStateActive get() = say(\"goal.state.active\")",
        "    fun ruleNotYours(`who`: Any, `what`: Any) = say(\"rule.not-yours\", \"who\" to `who`, \"what\" to `what`)",
        "    fun reminderLate(`who`: Any, `count`: Number) = many(\"reminder.late\", `count`, \"who\" to `who`, \"count\" to `count`)",
        "            \"de\" -> deWords",
        "            else -> enWords",
    ] {
        assert!(words.contains(line), "no line {line} in\n{words}");
    }
    let de = &files["WordsDe.kt"];
    assert!(de.contains("    this[\"reminder.late#one\"] = \"{count} Schritt von {who} ist überfällig\""), "{de}");
    assert!(de.contains("    this[\"rule.not-yours\"] = \"\\\"{what}\\\" gehört nicht {who}\""), "{de}");
    assert!(files["WordsPseudo.kt"].contains("this[\"goal.state.active\"] = \"[ÀÁçtìívèé]\""));
}

#[test]
fn the_command_lines_words_stay_with_the_command_line() {
    let words = "common.close = 'Close'\nclimb = 'Climb'\n[cli]\ndeleted = 'Zapped.'\ndoctor.good = 'Zapped {n}.'\n";
    let folder =
        camino::Utf8PathBuf::from_path_buf(std::env::temp_dir()).unwrap().join(format!("words-{}", std::process::id()));
    write_all(&table(words, words).unwrap(), &folder).unwrap();
    let mut files = vec![folder.clone()];
    let mut read = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(path.read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("Zapped") && !text.contains("cli.") && !text.contains("cli_"), "{path}");
        read += usize::from(text.contains("climb"));
    }
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(read, 8, "two languages for Android, the keys and three tables for Kotlin, two files for Apple");
}
