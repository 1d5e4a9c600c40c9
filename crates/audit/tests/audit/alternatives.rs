//! Bodies of which each is another alternative.

use huaweicloud_audit::audit;

use crate::toys::{facts, specs};

const MENDING: &str = "\
operation: MendToy
page: 修玩具
doc: Mends a toy.
http: POST /v1/{project_id}/mended-toys
body: Mending
responses:
  204: none
waits: none
types:
  Mending:
    doc: What to mend.
    one_of: { Wheels: MendingOfWheels, Doors: MendingOfDoors }
  MendingOfWheels:
    doc: Wheels.
    fields:
      wheel: string -- Wheel.
      made_of?: WheelMatter
      parts?: list<Part> -- Parts.
  MendingOfDoors:
    doc: Doors.
    fields:
      door: string -- Door.
      made_of?: DoorMatter
      parts?: list<PaintedPart> -- Parts.
  WheelMatter:
    doc: Of what wheels are made.
    values: { rubber: Rubber. }
  DoorMatter:
    doc: Of what doors are made.
    values: { tin: Tin. }
  Part:
    doc: A part.
    fields: { name: string -- Name. }
  PaintedPart:
    doc: A part with a color.
    fields: { name: string -- Name., color: string -- Color. }
examples:
  - name: wheels
    request: { body: { wheel: w, made_of: rubber, parts: [{ name: n }] } }
    sends: |-
      POST /v1/{project_id}/mended-toys

      {\"wheel\":\"w\",\"made_of\":\"rubber\",\"parts\":[{\"name\":\"n\"}]}
    response: { status: 204 }
  - name: doors
    request: { body: { door: d, made_of: tin, parts: [{ name: n, color: red }] } }
    response: { status: 204 }
  - name: not found
    request: { body: { door: d } }
    response: { status: 404, body: { error: { code: TOYS.0404, message: Gone. } } }
    raises: { class: not_found, code: TOYS.0404, message: Gone. }
";

const MENDING_PAGE: &str = "\
# 修玩具<a name=\"toys_03\"></a>

## URI

POST /v1/\\{project\\_id\\}/mended-toys

## 请求消息

-   修车轮时的请求参数

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|wheel|是|String|车轮。|
|made_of|否|String|材料。取值为rubber。|
|parts|否|Array of objects|零件，详情请参见表1。|


    **表 1**  parts字段数据结构说明

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|name|是|String|名称。|


-   修车门时的请求参数

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|door|是|String|车门。|
|made_of|否|String|材料。取值为tin。|
|parts|否|Array of objects|零件，详情请参见表2。|


    **表 2**  parts字段说明

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|name|是|String|名称。|
|color|是|String|颜色。|


-   请求样例

```
{\"wheel\": \"w\", \"made_of\": \"rubber\"}
```

```
{\"door\": \"d\", \"made_of\": \"tin\"}
```


## 响应消息

-   响应样例

```
STATUS CODE 204
```


## 返回值

-   正常

    204
";

/// A body of a page is held against the alternative that is meant, and not against any.
#[test]
fn alternatives_are_told_apart() {
    let found = |spec: &str, page: &str| {
        let audited = audit(&facts(&[("修玩具", page)]), &specs(&[("mend_toy", spec)]));
        let differences = audited[0].operations[0].differences.clone();
        differences.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(found(MENDING, MENDING_PAGE), [""; 0]);
    let other = MENDING
        .replace(
            "fields: { name: string -- Name. }",
            "fields: { name: string -- Name., color: string -- Color. }",
        )
        .replace("parts: [{ name: n }]", "parts: [{ name: n, color: red }]")
        .replace("{\"name\":\"n\"}", "{\"name\":\"n\",\"color\":\"red\"}");
    assert_eq!(
        found(&other, MENDING_PAGE),
        ["request.parts.color: table: the page has \"absent\", the spec it"]
    );
    // A sample is of one of the alternatives, and what it shows is known to that one.
    let zinc = MENDING_PAGE.replace("\"made_of\": \"tin\"", "\"made_of\": \"zinc\"");
    assert_eq!(
        found(MENDING, &zinc),
        ["request.made_of: sample: the page has \"zinc\", the spec does not know the value"]
    );
}
