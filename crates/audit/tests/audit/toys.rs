//! A service of toys: its spec, its pages, and what comes of holding one against the other.

use huaweicloud_audit::{ListPages, audit, facts::Facts, read};
use huaweicloud_codegen::{DescribedService, Source, described, load};

pub(crate) const SERVICE: &str = "\
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

pub(crate) const ERRORS: &str = "TOYS.0001: invalid\nTOYS.0404: not_found\n";

pub(crate) const SPEC: &str = "\
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
      maker?: { type: string, doc: Maker., length: 1..20 }
      owner?: { type: string, doc: Owner., length: ..8 }
      marks?: string -- Marks. A key has up to 36 characters, a value up to 43.
      parts?: any -- Parts.
      action: { const: paint }
responses:
  200:
    id: string -- ID of the toy.
    size?: integer -- Size, which exists after the upload.
    state: State
    maker?: { type: string, doc: Maker., length: 1..20 }
waits: none
types:
  Color:
    doc: A color.
    values: { red: Red., blue: Blue. }
  State:
    doc: State of a toy.
    page: 玩具状态
    values: { new: New., old: Old. }
deviations:
  - at: response.id
    page: { type: Integer }
    because: It is a text in all samples.
examples:
  - name: a toy
    request:
      path: { toy_id: t }
      query: { limit: 2 }
      body: { toy: { name: n, color: red, tags: [a], weight: 1, action: paint } }
    sends: |-
      PUT /v1/{project_id}/toys/t?limit=2

      {\"toy\":{\"name\":\"n\",\"color\":\"red\",\"tags\":[\"a\"],\"weight\":1,\"action\":\"paint\"}}
    response: { status: 200, body: { id: t, size: 1, state: new } }
  - name: labels instead
    request: { path: { toy_id: t }, query: { limit: 1 }, body: { toy: { name: n, color: blue, labels: [a], action: paint } } }
    response: { status: 200, body: { id: t, state: old } }
  - name: not found
    request: { path: { toy_id: t }, query: { limit: 9 }, body: { toy: { name: n, action: paint } } }
    response: { status: 404, body: { error: { code: TOYS.0404, message: Gone. } } }
    raises: { class: not_found, code: TOYS.0404, message: Gone. }
";

pub(crate) const PAGE: &str = "\
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
|maker|否|String|厂商。参数说明请参见玩具属性。|
|owner|否|String|主人。参数说明请参见玩具属性。|
|marks|否|String|标记。参数说明请参见标签数据格式。|
|parts|否|Object|零件。|
|action|是|String|操作。取值为paint、wash。|


-   请求样例

```
PUT https://{Endpoint}/v1/{project_id}/toys/t?limit=2
```

```
{\"toy\": {\"name\": \"n\", \"color\": \"red\", \"action\": \"paint\"}}
```


## 响应消息

-   响应参数

|参数|参数类型|描述|
|--|--|--|
|id|Integer|玩具。|
|size|Integer|大小，上传文件后存在。|
|state|String|状态，请参见[玩具状态](玩具状态.md)。|
|maker|String|厂商。参数说明请参见玩具属性。|


-   响应样例

```
{\"id\": \"t\", \"size\": 1, \"state\": \"new\"}
```


## 返回值

-   正常

    200

-   异常

    |返回值|说明|
    |--|--|
    |400 Bad Request|坏。|
    |404 Not Found|无。|
";

pub(crate) const CODES: &str = "\
# 错误码<a name=\"toys_90\"></a>

|状态码|错误码|错误信息|
|--|--|--|
|404|TOYS.0404|Gone.|
|400|TOYS.0001|Wrong.|
";

pub(crate) const STATES: &str = "\
# 玩具状态<a name=\"toys_91\"></a>

|状态|说明|
|--|--|
|new|新。|
|old|旧。|
";

pub(crate) const ATTRIBUTES: &str = "\
# 玩具属性<a name=\"toys_92\"></a>

|名称|类型|说明|
|--|--|--|
|maker|String|厂商。长度范围为1-20个字符。|
|__owner|String|主人。最大长度8。|
|year|String|年份。|
";

pub(crate) const FORMATS: &str = "\
# 标签数据格式<a name=\"toys_93\"></a>

## 规则<a name=\"s1\"></a>

marks数据格式：

-   key的长度不超过36个字符，value的长度不超过43个字符。
";

/// The differences between a spec and a page, a line each.
pub(crate) fn differences(spec: &str, page: &str) -> Vec<String> {
    let specs = specs(&[("paint_toy", spec)]);
    let audited = audit(&facts(&[("涂玩具", page)]), &specs);
    let of_operations = audited[0].operations.iter().flat_map(|it| &it.differences);
    audited[0].differences.iter().chain(of_operations).map(ToString::to_string).collect()
}

pub(crate) fn specs(operations: &[(&str, &str)]) -> Vec<DescribedService> {
    specs_with(ERRORS, operations)
}

/// What specs say beside a table of error codes.
pub(crate) fn specs_with(errors: &str, operations: &[(&str, &str)]) -> Vec<DescribedService> {
    let mut sources =
        vec![Source::new("toys/service.yaml", SERVICE), Source::new("toys/errors.yaml", errors)];
    for (name, spec) in operations {
        sources.push(Source::new(format!("toys/toys/{name}.yaml"), *spec));
    }
    let specs = load(&sources).unwrap_or_else(|diagnostics| {
        panic!("{}", huaweicloud_codegen::render(&sources, &diagnostics, "", false))
    });
    described(&specs)
}

pub(crate) fn facts(operations: &[(&str, &str)]) -> Vec<Facts> {
    let others = [
        ("错误码", CODES),
        ("玩具状态", STATES),
        ("玩具属性", ATTRIBUTES),
        ("标签数据格式", FORMATS),
    ];
    let mut lists = ListPages::default();
    for (name, page) in others {
        lists.add("toys", name, page);
    }
    let pages = others.iter().chain(operations);
    pages.map(|(name, page)| read("toys", name, page, &lists).expect("a page").facts).collect()
}
