//! Files that people bring: what is taken, and where what is wrong is found.

use super::*;

fn fault(broken: &RuleBroken) -> (u32, u32, FileFault) {
    match broken {
        RuleBroken::Invalid { problem: Problem::InFile { line, column, fault }, .. } => (*line, *column, *fault),
        other => panic!("{other}"),
    }
}

fn refused(text: &str) -> (u32, u32, FileFault) {
    let broken = Instrument::from_json(text).unwrap_err();
    assert_eq!(broken.field(), Field::Instrument);
    fault(&broken)
}

/// An instrument that is taken, each entry on a line of its own.
const GOOD: &str = r#"{
"id": "trial", "version": 1, "about": "person",
"scale": {"from": 1, "to": 5},
"items": [
{"id": "one", "kind": "scale"},
{"id": "two", "kind": "scale", "reversed": true},
{"id": "more", "kind": "text"}
],
"scoring": {"kind": "sum", "times": 2},
"missing": {"prorate": 1},
"bands": [{"band": "low", "to": 8}, {"band": "high", "to": 20}],
"alert": {"at_most": 8, "running": 2, "drop": 4},
"change": 3, "every_days": 7, "minimum_days": 2,
"licence": "Free.", "source": "A test."
}"#;

fn with(line: usize, text: &str) -> String {
    let lines = GOOD.lines().enumerate();
    lines.map(|(n, known)| if n + 1 == line { text } else { known }).collect::<Vec<_>>().join("\n")
}

#[test]
fn everything_that_ships_is_whole_and_its_words_fit() {
    let all = shipped::instruments();
    let names: Vec<_> = all.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(names, ["pulse", "domains", "match", "ons4", "gas", "who5", "gse", "mca21", "met"]);
    for one in &all {
        assert_eq!(shipped::instrument(one.id.as_str()).as_ref(), Some(one));
        let languages: Vec<_> = shipped::texts(one).iter().map(|texts| texts.language.to_string()).collect();
        let wanted: &[&str] = match one.id.as_str() {
            "who5" | "gse" | "mca21" | "met" => &[],
            "ons4" => &["en"],
            _ => &["en", "de"],
        };
        assert_eq!(languages, wanted, "{}", one.id);
        assert!(one.every_days >= one.minimum_days);
    }
    let who5 = shipped("who5");
    assert_eq!((who5.every_days, who5.minimum_days, who5.change), (28, 14, Some(10)));
    assert!(shipped("ons4").item("anxious").unwrap().adults);
}

#[test]
fn no_word_of_illness_stands_in_what_we_wrote_ourselves() {
    const ILLNESS: [&str; 10] =
        ["depress", "disorder", "diagnos", "symptom", "patient", "illness", "krank", "störung", "burnout", "suicid"];
    for one in shipped::instruments() {
        for texts in shipped::texts(&one) {
            let said = format!("{:?} {:?} {:?} {} {}", texts.items, texts.parts, texts.labels, texts.intro, texts.name);
            let said = said.to_lowercase();
            assert!(ILLNESS.iter().all(|word| !said.contains(word)), "{}", one.id);
        }
    }
}

#[test]
fn a_reader_gets_their_language_or_the_nearest() {
    let texts = shipped::texts(&shipped("pulse"));
    let best = |wanted: &str| shipped::best(texts.iter(), &wanted.parse().unwrap()).unwrap().language.to_string();
    assert_eq!([best("de"), best("de-AT"), best("en-GB"), best("fr")], ["de", "de", "en", "en"]);
    assert_eq!(shipped::best(std::iter::empty(), &"de".parse().unwrap()), None);
}

#[test]
fn a_good_one_is_taken_and_each_fault_has_its_place() {
    assert!(Instrument::from_json(GOOD).is_ok());
    use FileFault::*;
    for (line, text, column, wanted) in [
        (2, r#""id": "trial", "version": 1,"#, 1, Missing),
        (2, r#""id": "Trial", "version": 1, "about": "person","#, 7, BadText),
        (2, r#""id": "trial", "version": 0, "about": "person","#, 27, OutOfRange),
        (2, r#""id": "trial", "version": "1", "about": "person","#, 27, WrongType),
        (2, r#""id": "trial", "version": 1, "about": "planet","#, 39, Unknown),
        (2, r#""id": "trial", "id": "trial", "version": 1, "about": "person","#, 16, Twice),
        (3, r#""scale": {"from": 5, "to": 5},"#, 28, OutOfRange),
        (3, r#""scale": {"from": 1, "to": 5, "by": 1},"#, 31, Unknown),
        (5, r#"{"id": "one"},"#, 1, Missing),
        (6, r#"{"id": "one", "kind": "scale"},"#, 8, Twice),
        (6, r#"{"id": "total", "kind": "scale"},"#, 8, Twice),
        (7, r#"{"id": "more", "kind": "text", "reversed": true}"#, 44, DoesNotFit),
        (9, r#""scoring": {"kind": "product"},"#, 21, Unknown),
        (9, r#""scoring": {"kind": "sum", "times": 101},"#, 37, OutOfRange),
        (9, r#""scoring": {"kind": "parts", "parts": {"a": ["one"]}},"#, 39, Missing),
        (9, r#""scoring": {"kind": "parts", "parts": {"a": ["one", "two"], "b": ["two"]}},"#, 67, Twice),
        (9, r#""scoring": {"kind": "parts", "parts": {"a": ["one", "ten"]}},"#, 53, DoesNotFit),
        (10, r#""missing": {"prorate": 3},"#, 24, OutOfRange),
        (10, r#""missing": "guess","#, 12, WrongType),
        (11, r#""bands": [{"band": "low", "to": 8}, {"band": "high", "to": 19}],"#, 10, DoesNotFit),
        (11, r#""bands": [{"band": "low", "to": 8}, {"band": "low", "to": 20}],"#, 46, DoesNotFit),
        (11, r#""bands": [{"band": "low", "to": 20}, {"band": "high", "to": 20}],"#, 61, DoesNotFit),
        (13, r#""change": 3, "every_days": 7, "minimum_days": 8,"#, 47, OutOfRange),
        (13, r#""change": 3, "every_days": 0, "minimum_days": 0,"#, 28, OutOfRange),
        (14, r#""licence": " ", "source": "A test.""#, 12, BadText),
        (14, r#""licence": "Free." "source": "A test.""#, 20, NotJson),
        (14, r#""licence": "Free.", "source": 1.5"#, 31, NotJson),
        (14, r#""licence": "Free.", "source": 99999999999999999999"#, 31, OutOfRange),
    ] {
        let place = if wanted == Missing && line == 2 { (1, 1) } else { (u32::try_from(line).unwrap(), column) };
        assert_eq!(refused(&with(line, text)), (place.0, place.1, wanted), "{text}");
    }
}

#[test]
fn a_file_that_is_huge_deep_or_cut_is_refused_at_once() {
    assert_eq!(refused(&" ".repeat(json::LARGEST + 1)), (1, 1, FileFault::TooLarge));
    assert_eq!(refused(&"[".repeat(100_000)).2, FileFault::NotJson);
    assert_eq!(refused(&GOOD[..GOOD.len() - 1]).2, FileFault::NotJson);
    assert_eq!(refused(&format!("{GOOD} {{}}")).2, FileFault::NotJson);
    let items = (0..=ITEMS).map(|n| format!(r#"{{"id": "i{n}", "kind": "scale"}}"#)).collect::<Vec<_>>().join(",");
    let many = with(4, &format!(r#""items": [{items}], "rest": ["#));
    assert_eq!(refused(&many), (4, 10, FileFault::TooMany));
    for bad in ["\"\\ud800\"", "\"\\x\"", "\"\u{7}\"", "01", "-", "nul", "{\"a\" 1}", "[1,]", ""] {
        assert_eq!(refused(bad).2, FileFault::NotJson, "{bad}");
    }
}

#[test]
fn words_fit_their_instrument_or_are_refused_where_they_do_not() {
    let who5 = shipped("who5");
    let good = invented_texts(&who5);
    let (with, texts) = who5.with_texts(&good).unwrap();
    assert_eq!((with, texts.items.len()), (who5.clone(), 5));
    assert_eq!(texts_belong_to(&good), Ok((key("who5"), 1)));
    let at = |text: &str| fault(&who5.with_texts(text).unwrap_err()).2;
    assert_eq!(at(&good.replace("\"item5\":\"Asks item5\"", "\"item6\":\"Asks item6\"")), FileFault::DoesNotFit);
    assert_eq!(at(&good.replace(",\"item5\":\"Asks item5\"", "")), FileFault::Missing);
    assert_eq!(at(&good.replace("\"who5\"", "\"gse\"")), FileFault::DoesNotFit);
    assert_eq!(at(&good.replace("\"labels\":{}", "\"labels\":{\"6\":\"Too high\"}")), FileFault::OutOfRange);
    assert_eq!(at(&good.replace("\"labels\":{}", "\"labels\":{},\"scale\":{\"from\":0,\"to\":9}")), FileFault::Unknown);
}

#[test]
fn some_bring_their_scale_or_their_parts_with_the_words() {
    let met = shipped("met");
    assert!(!met.is_whole());
    let (with, _) = met.with_texts(&invented_texts(&met)).unwrap();
    assert!(with.is_whole());
    assert_eq!(with.scale, Scale { from: 1, to: 7 });
    let mca = shipped("mca21");
    let (with, texts) = mca.with_texts(&invented_texts(&mca)).unwrap();
    assert_eq!((with.is_whole(), texts.parts.len()), (true, 7));
    let scores = with.score(&answers(&with, &all(&[4; 21])));
    assert!(scores.iter().all(|score| score.thousandths == Some(4_000)));
}

#[test]
fn a_number_to_call_has_its_source_and_its_day_or_is_not_taken() {
    // Numbers that are kept free for stories.
    let entry = |rest: &str| {
        format!(
            r#"{{"help": 1, "entries": [{{"name": "A line", "about": "Listens.", "region": "Nowhere", "languages": ["en"]{rest}}}]}}"#
        )
    };
    let read = |rest: &str| HelpDirectory::from_json(&entry(rest));
    let fault = |rest: &str| fault(&read(rest).unwrap_err()).2;
    let phone = r#", "phone": "+44 20 7946 0018""#;
    let sourced = r#", "source": "https://example.org/contact", "checked": "2026-11-01""#;
    assert_eq!(fault(phone), FileFault::NoSource);
    assert_eq!(fault(&format!(r#"{phone}, "source": "https://example.org""#)), FileFault::NoSource);
    assert_eq!(fault(&format!(r#"{phone}, "checked": "2026-11-01""#)), FileFault::NoSource);
    assert_eq!(fault(&format!(r#"{phone}, "source": "somebody said", "checked": "2026-11-01""#)), FileFault::BadText);
    assert_eq!(fault(&format!(r#"{phone}, "source": "https://example.org", "checked": "soon""#)), FileFault::BadText);
    assert_eq!(fault(&format!(r#", "phone": "call me"{sourced}"#)), FileFault::BadText);
    assert_eq!(fault(&format!(r#"{phone}{sourced}, "fax": "no""#)), FileFault::Unknown);
    let taken = read(&format!("{phone}{sourced}")).unwrap();
    assert_eq!(taken.entries[0].phone.as_deref(), Some("+44 20 7946 0018"));
    assert_eq!(read("").unwrap().entries[0].phone, None);
}
