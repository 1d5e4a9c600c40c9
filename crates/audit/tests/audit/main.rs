//! What the audit sees: a page and a spec that say the same, and each with one thing changed.

mod alternatives;
mod toys;

use huaweicloud_audit::{ListPages, audit, read, worn_reasons};
use toys::{ERRORS, PAGE, SPEC, differences, facts, specs, specs_with};

#[test]
fn a_spec_that_says_what_its_page_says_has_no_difference() {
    assert_eq!(differences(SPEC, PAGE), [""; 0]);
}

/// A maintainer who gets a spec wrong is told which field of the page says what.
#[test]
fn every_change_of_a_spec_is_a_difference() {
    for (from, to, due) in [
        ("page: 涂玩具", "page: 画玩具", "page: page: the page has \"absent\", the spec 画玩具"),
        ("PUT /", "POST /", "method: method: the page has \"PUT\", the spec POST"),
        (
            "limit?: { type: integer, doc: Maximum number of colors., range: 1..100",
            "limit?: { type: integer, doc: Maximum number of colors., range: 1..50",
            "query.limit: range: the page has \"1..100\", the spec 1..50",
        ),
        (", default: 10", "", "query.limit: default: the page has \"10\", the spec nothing"),
        (
            "..64 bytes",
            "..64",
            "request.toy.name: length: the page has \"..64 bytes\", the spec ..64",
        ),
        (
            ", item_length: ..36",
            "",
            "request.toy.tags: item_length: the page has \"..36\", the spec nothing",
        ),
        (
            "weight?: integer",
            "weight?: number",
            "request.toy.weight: type: the page has \"Integer\", the spec number",
        ),
        (
            "size?: integer -- Size, which",
            "size: integer -- Size, which",
            "response.size: marks: the page has \"conditional\", the spec does not answer it",
        ),
        (
            "weight?: integer -- Weight in GB. `-1` is any.",
            "weight?: integer -- Weight. `-1` is any.",
            "request.toy.weight: unit: the page has \"GB\", the spec does not name it",
        ),
        (
            "weight?: integer -- Weight in GB. `-1` is any.",
            "weight?: integer -- Weight in GB.",
            "request.toy.weight: special: the page has \"-1\", the spec does not name it",
        ),
        (
            "page: { type: Integer }",
            "page: { type: Long }",
            "response.id: type: the page has \"Integer\", the spec string",
        ),
        (
            "    page: { type: Integer }",
            "    page: { type: Integer, range: 1..9 }",
            "response.id: deviation: the page has \"not `range: \\\"1..9\\\"`\", the spec says so",
        ),
        (
            "      weight?: integer",
            "      depth?: integer -- Depth.\n      weight?: integer",
            "request.toy.depth: table: the page has \"absent\", the spec it",
        ),
        (
            "      parts?: any -- Parts.\n",
            "",
            "request.toy.parts: table: the page has \"present\", the spec nothing",
        ),
        (
            "limit?: { type: integer",
            "limit: { type: integer",
            "query.limit: required: the page has false, the spec true",
        ),
        (
            "values: { red: Red., blue: Blue. }",
            "values: { red: Red., blue: Blue., green: Green. }",
            "request.toy.color: values: the page has [\"red\",\"blue\"], the spec red, blue, green",
        ),
        (
            "    page: 玩具状态\n",
            "",
            "response.state: page: the page has \"玩具状态\", the spec nothing",
        ),
        (
            "maker?: { type: string, doc: Maker., length: 1..20 }\n      owner",
            "maker?: string -- Maker.\n      owner",
            "request.toy.maker: length: the page has \"1..20\", the spec nothing",
        ),
        (
            "owner?: { type: string, doc: Owner., length: ..8 }",
            "owner?: string -- Owner.",
            "request.toy.owner: length: the page has \"..8\", the spec nothing",
        ),
        (
            "paint",
            "glaze",
            "request.toy.action: values: the page has [\"paint\",\"wash\"], the spec glaze",
        ),
        (
            "A key has up to 36 characters, a value up to 43.",
            "A key has up to 36 characters.",
            "request.toy.marks: rules: the page has \"key ..36, value ..43\", the spec does not name it",
        ),
        (
            "labels?: { type: list<string>, doc: Labels., not_with: [tags] }",
            "labels?: list<string> -- Labels.",
            "request.toy.labels: marks: the page has \"excludes\", the spec does not answer it",
        ),
        (
            "responses:\n  200:",
            "responses:\n  202: none\n  200:",
            "status: sample: the page has 202, the spec this status",
        ),
        (
            "path:\n  toy_id",
            "errors: [400]\npath:\n  toy_id",
            "status: errors: the page has [400,404], the spec 400",
        ),
        (
            "status: 404, body",
            "status: 409, body",
            "status: errors: the page has [400,404], the spec 409",
        ),
        ("TOYS.0404", "TOYS.0405", "status: code: the page has [], the spec TOYS.0405 with 404"),
    ] {
        assert!(SPEC.contains(from), "{from}");
        let found = differences(&SPEC.replace(from, to), PAGE);
        assert!(found.iter().any(|it| it == due), "{from} to {to}: {found:#?}");
    }
}

/// Whoever updates the facts learns what an edit of the reference means for the spec.
#[test]
fn every_change_of_a_page_is_a_difference() {
    for (from, to, due) in [
        (
            "/toys/\\{toy\\_id\\}",
            "/toy/\\{toy\\_id\\}",
            "path: path: the page has \"/v1/{project_id}/toy/{toy_id}\", the spec /v1/{project_id}/toys/{toy_id}",
        ),
        ("    200\n", "    202\n", "status: table: the page has 202, the spec not this status"),
        ("|limit|否|", "|limit|是|", "query.limit: required: the page has true, the spec false"),
        ("[1,100]", "[1,1000]", "query.limit: range: the page has \"1..1000\", the spec 1..100"),
        (
            "取值为red、blue。",
            "取值为red、blue、green。",
            "request.toy.color: values: the page has [\"red\",\"blue\",\"green\"], the spec red, blue",
        ),
        (
            "|labels|否|Array of strings|标签。tags和labels只能使用一个。|\n",
            "",
            "request.toy.labels: table: the page has \"absent\", the spec it",
        ),
        (
            "|weight|",
            "|width|",
            "request.toy.width: table: the page has \"present\", the spec nothing",
        ),
        (
            "?limit=2",
            "?limit=2&color=red",
            "query.color: sample: the page has \"present\", the spec nothing",
        ),
        (
            "\"color\": \"red\",",
            "\"color\": \"pink\",",
            "request.toy.color: sample: the page has \"pink\", the spec does not know the value",
        ),
        (
            "\"size\": 1,",
            "\"size\": 1, \"age\": 2,",
            "response.age: sample: the page has \"present\", the spec nothing",
        ),
        (
            "\"name\": \"n\", ",
            "",
            "request.toy.name: sample: the page has \"absent\", the spec it in every one",
        ),
        (
            "limit=2",
            "limit=200",
            "query.limit: sample: the page has \"200\", the spec the range 1..100",
        ),
        (
            "|action|是|String|操作。取值为paint、wash。|\n",
            "|action|是|String|操作。取值为paint、wash。|\n\n\n-   parts字段说明\n\n|参数|是否必选|参数类型|描述|\n|--|--|--|--|\n|wheel|否|String|轮。|\n",
            "request.toy.parts.wheel: table: the page has \"present\", the spec free JSON",
        ),
        (
            "|name|是|",
            "|name|取值二选一|",
            "request.toy.name: required: the page has \"depends\", the spec true",
        ),
        ("    |404 Not Found|无。|\n", "", "status: errors: the page has [400], the spec 400, 404"),
        (
            "|labels|否|Array of strings|标签。tags",
            "|labels|否|Array of strings|标签，此时忽略color。tags",
            "request.toy.labels: marks: the page has \"overridden\", the spec does not answer it",
        ),
        (
            "|id|Integer|玩具。|",
            "|id|String|玩具。|",
            "response.id: deviation: the page has \"not `type: \\\"Integer\\\"`\", the spec says so",
        ),
    ] {
        assert!(PAGE.contains(from), "{from}");
        let found = differences(SPEC, &PAGE.replace(from, to));
        assert!(found.iter().any(|it| it == due), "{from} to {to}: {found:#?}");
    }
}

/// All of these at once once passed every check: each is told of.
#[test]
fn false_edits_do_not_hide_one_another() {
    let edits = [
        ("/toys/{toy_id}\npath:", "/toy/{toy_id}\npath:"),
        ("PUT /v1/{project_id}/toys/t", "PUT /v1/{project_id}/toy/t"),
        ("size?: integer", "bulk?: integer"),
        (", size: 1", ", bulk: 1"),
        ("range: 1..100", "range: 1..99"),
        ("color?: { type: Color", "color: { type: Color"),
        ("..64 bytes", "..65 bytes"),
        ("toy: { name: n, action: paint } }", "toy: { name: n, color: red, action: paint } }"),
        ("page: { type: Integer }", "page: { type: Integer, length: ..9 }"),
    ];
    let edited = edits.iter().fold(SPEC.to_owned(), |spec, (from, to)| spec.replace(from, to));
    let found = differences(&edited, PAGE);
    for due in [
        "path: path",
        "query.limit: range",
        "request.toy.color: required",
        "request.toy.name: length",
        "response.size: table",
        "response.bulk: table",
        "response.id: deviation",
    ] {
        assert!(found.iter().any(|it| it.starts_with(due)), "{due}: {found:#?}");
    }
}

/// Twin pages are read alike, or whoever reads one of them is told what the other is read as.
#[test]
fn rows_in_the_same_words_are_read_alike() {
    let other = |spec: &str| {
        spec.replace("PaintToy", "WashToy")
            .replace("涂玩具", "洗玩具")
            .replace("/toys/", "/washed-toys/")
            .replace("color?: { type: Color, doc", "color?: { type: Tone, doc")
            .replace("  Color:\n    doc: A color.", "  Tone:\n    doc: A tone.")
            .replace("state: State", "state: Stage")
            .replace("  State:\n", "  Stage:\n")
    };
    let facts = facts(&[("涂玩具", PAGE), ("洗玩具", &PAGE.replace("/toys/", "/washed-toys/"))]);
    let found = |spec: &str, other: &str| {
        let specs = specs(&[("paint_toy", spec), ("wash_toy", other)]);
        let differences = audit(&facts, &specs)[0].operations[1].differences.clone();
        differences.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(found(SPEC, &other(SPEC)), [""; 0]);
    for (from, to, due) in [
        (
            "doc: Name of the toy.",
            "doc: Name in full.",
            "request.toy.name: twin: the page has \"the words of request.toy.name in PaintToy, \
             read as Name of the toy.\", the spec Name in full.",
        ),
        (
            "doc: Color of the toy.",
            "doc: Hue of the toy.",
            "request.toy.color: twin: the page has \"the words of request.toy.color in PaintToy, \
             read as Color of the toy.\", the spec Hue of the toy.",
        ),
    ] {
        assert_eq!(found(SPEC, &other(&SPEC.replace(from, to))), [due]);
    }
    // Other objects are other things, in whatever words.
    let with = |name: &str| {
        let named =
            SPEC.replace("parts?: any -- Parts.", &format!("parts?: {name} -- Its {name}."));
        let def =
            format!("  {name}:\n    doc: Parts.\n    fields: {{ wheel?: string -- Wheel. }}\n");
        named.replace("deviations:\n", &format!("{def}deviations:\n"))
    };
    assert_eq!(found(&with("Wheels"), &other(&with("Doors"))), [""; 0]);
}

/// A code without a class tells programs nothing, and so does the class `other`; one that no page lists is a
/// slip, or was withdrawn.
#[test]
fn codes_of_a_service_are_those_of_its_pages() {
    for (from, to, due) in [
        (
            "TOYS.0404",
            "TOYS.0999",
            &[
                "errors: code: the page has \"absent\", the spec TOYS.0999",
                "errors: code: the page has \"TOYS.0404\", the spec nothing",
            ][..],
        ),
        (
            "TOYS.0001: invalid",
            "TOYS.0001: { class: other, because: It is about another shop. }",
            &["errors: other: the page has \"0 at most\", the spec 1"],
        ),
    ] {
        let specs = specs_with(&ERRORS.replace(from, to), &[("paint_toy", SPEC)]);
        let audited = audit(&facts(&[("涂玩具", PAGE)]), &specs);
        let found: Vec<_> = audited[0].differences.iter().map(ToString::to_string).collect();
        assert_eq!(found, due, "{from} -> {to}");
    }
}

/// What is explained again and again is no exception.
#[test]
fn reasons_that_are_worn_are_told() {
    let reasons = |count: usize| {
        let deviation = "  - at: response.id\n    page: { type: Integer }\n    because: Because.\n";
        let all = format!("deviations:\n{}", deviation.repeat(count));
        let specs = specs(&[("paint_toy", &SPEC.replace("deviations:\n", &all))]);
        let worn = worn_reasons(&specs);
        worn.iter().map(|(reason, count)| format!("{reason} {count}")).collect::<Vec<_>>()
    };
    assert_eq!(reasons(5), [""; 0]);
    assert_eq!(reasons(6), ["Because. 6"]);
}

/// Other words for the same facts are no difference of a spec, but one of the facts.
#[test]
fn other_words_change_the_digest_of_a_row_alone() {
    let facts = |page: &str| {
        let reading = read("toys", "涂玩具", page, &ListPages::default()).expect("a page");
        reading.facts.to_json().expect("JSON")
    };
    let edited = PAGE.replace("|颜色。", "|玩具的颜色。");
    let (before, after) = (facts(PAGE), facts(&edited));
    let changed: Vec<_> =
        before.lines().zip(after.lines()).filter(|(one, other)| one != other).collect();
    assert_eq!(changed.len(), 1, "{changed:#?}");
    assert!(changed[0].0.contains("digest"), "{changed:#?}");
    assert_eq!(differences(SPEC, &edited), [""; 0]);
}
