//! What the audit sees: a page and a spec that say the same, and each with one thing changed.

use huaweicloud_audit::{ListPages, audit, read};
use huaweicloud_codegen::{Source, described, load};

const SERVICE: &str = "\
service: toys
doc: Toys.
pages: toys
endpoint: toys
auth: project
client: [project_id]
errors:
  statuses: [400, 404]
  invalid: TOYS.0001
  body: { error: { code: \"{code}\", message: \"{message}\" } }
resources:
  toys: Toys.
";

const ERRORS: &str = "TOYS.0404: not_found\n";

const SPEC: &str = "\
operation: PaintToy
page: 涂玩具
doc: Paints a toy.
http: PUT /v1/{project_id}/toys/{toy_id}
path:
  toy_id: string -- ID of the toy.
query:
  limit?: { type: integer, doc: Maximum number of colors., range: 1..100, default: 10 }
body:
  toy:
    wraps:
      name: { type: string, doc: Name of the toy., length: ..64 bytes }
      color?: { type: Color, doc: Color of the toy., default: red }
      tags?: { type: list<string>, doc: Tags., item_length: ..36, not_with: [labels] }
      labels?: { type: list<string>, doc: Labels., not_with: [tags] }
      weight?: integer -- Weight in GB. `-1` is any.
responses:
  200:
    id: string -- ID of the toy.
    size?: integer -- Size, which exists after the upload.
waits: none
types:
  Color:
    doc: A color.
    values: { red: Red., blue: Blue. }
deviations:
  - at: response.id
    page: { type: Integer }
    because: It is a text in all samples.
examples:
  - name: a toy
    request:
      path: { toy_id: t }
      query: { limit: 2 }
      body: { toy: { name: n, color: red, tags: [a], weight: 1 } }
    sends: |-
      PUT /v1/{project_id}/toys/t?limit=2

      {\"toy\":{\"name\":\"n\",\"color\":\"red\",\"tags\":[\"a\"],\"weight\":1}}
    response: { status: 200, body: { id: t, size: 1 } }
  - name: labels instead
    request: { path: { toy_id: t }, body: { toy: { name: n, color: blue, labels: [a] } } }
    response: { status: 200, body: { id: t } }
  - name: not found
    request: { path: { toy_id: t }, body: { toy: { name: n } } }
    response: { status: 404, body: { error: { code: TOYS.0404, message: Gone. } } }
    raises: { class: not_found, code: TOYS.0404, message: Gone. }
";

const PAGE: &str = "\
# 涂玩具<a name=\"toys_01\"></a>

## URI

PUT /v1/\\{project\\_id\\}/toys/\\{toy\\_id\\}

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|project_id|是|String|项目。|
|toy_id|是|String|玩具。|


-   查询参数

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|limit|否|Integer|个数，取值范围为[1,100]，默认值为10。|


## 请求消息

-   请求参数

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|toy|是|Object|玩具。|


-   toy字段说明

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|name|是|String|名称。最大支持长度为64个字节。|
|color|否|String|颜色。取值为red、blue。默认值为red。|
|tags|否|Array of strings|标签。每个最大长度36。tags和labels只能使用一个。|
|labels|否|Array of strings|标签。tags和labels只能使用一个。|
|weight|否|Integer|重量，单位GB。-1：任意。|


-   请求样例

```
PUT https://{Endpoint}/v1/{project_id}/toys/t?limit=2
```

```
{\"toy\": {\"name\": \"n\", \"color\": \"red\"}}
```


## 响应消息

-   响应参数

|参数|参数类型|描述|
|--|--|--|
|id|Integer|玩具。|
|size|Integer|大小，上传文件后存在。|


-   响应样例

```
{\"id\": \"t\", \"size\": 1}
```


## 返回值

-   正常

    200
";

/// The differences between a spec and a page, a line each.
fn differences(spec: &str, page: &str) -> Vec<String> {
    let sources = [
        Source::new("toys/service.yaml", SERVICE),
        Source::new("toys/errors.yaml", ERRORS),
        Source::new("toys/toys/paint_toy.yaml", spec),
    ];
    let specs = load(&sources).unwrap_or_else(|diagnostics| {
        panic!("{}", huaweicloud_codegen::render(&sources, &diagnostics, "", false))
    });
    let reading = read("toys", "涂玩具", page, &ListPages::default()).expect("a page");
    let audited = audit(&[reading.facts], &described(&specs));
    audited[0].differences.iter().map(ToString::to_string).collect()
}

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
            "labels?: { type: list<string>, doc: Labels., not_with: [tags] }",
            "labels?: list<string> -- Labels.",
            "request.toy.labels: marks: the page has \"excludes\", the spec does not answer it",
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
            "\"color\": \"red\"}",
            "\"color\": \"pink\"}",
            "request.toy.color: sample: the page has \"pink\", the spec does not know the value",
        ),
        (
            "\"size\": 1}",
            "\"size\": 1, \"age\": 2}",
            "response.age: sample: the page has \"present\", the spec nothing",
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
