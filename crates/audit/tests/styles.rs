//! One small page of our own for each style of template.

use huaweicloud_audit::{
    Kind, ListPages, Reading,
    facts::{Depends, Facts, Mark, Operation, Repair, Required, Role},
};

fn read(folder: &str, name: &str, page: &str) -> Option<Reading> {
    huaweicloud_audit::read(folder, name, page, &ListPages::default())
}

fn operation(folder: &str, page: &str) -> (Operation, Reading) {
    let reading = read(folder, "page", page).unwrap();
    let Facts::Operation(operation) = reading.facts.clone() else { panic!("{:?}", reading.facts) };
    (*operation, reading)
}

fn nothing_is_lost(reading: &Reading) {
    let lost: Vec<_> = reading.remarks.iter().filter(|it| it.kind == Kind::NotUnderstood).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// An HTML table as the converters wrote them, indented as in a list item.
fn table(header: &[&str], rows: &[&[&str]]) -> String {
    let cells = |tag: &str, cells: &[&str]| -> String {
        cells
            .iter()
            .map(|cell| format!("<{tag}><p id=\"x\">{cell}</p>\n    </{tag}>\n    "))
            .collect()
    };
    let rows: String =
        rows.iter().map(|row| format!("<tr>{}</tr>\n    ", cells("td", row))).collect();
    format!(
        "    <table><thead><tr>{}</tr></thead>\n    <tbody>{rows}</tbody></table>\n",
        cells("th", header)
    )
}

#[test]
fn sdrs() {
    let path = table(
        &["参数名", "是否必选", "参数类型", "说明"],
        &[&["project_id", "是", "String", "项目。"]],
    );
    let query = table(
        &["参数名", "是否必选", "参数类型", "说明"],
        &[&["limit", "否", "Integer", "个数，取值范围为[0,50]的正整数，默认值为20。"]],
    );
    let root = table(
        &["参数名称", "参数类型", "说明"],
        &[
            &["things", "Array of objects", "详见<a href=\"#things\">表1</a>。"],
            &["count", "Integer", "数。"],
        ],
    );
    let things = table(
        &["参数名称", "参数类型", "说明"],
        &[&[
            "state",
            "String",
            "状态。</p><ul><li>on-line：表示甲。</li><li>null：表示乙。</li></ul><p>完",
        ]],
    );
    let codes = table(&["返回值", "说明"], &[&["200", "好。"]]);
    let errors =
        table(&["返回值", "说明"], &[&["400 Bad Request", "坏。"], &["404 Not Found", "无。"]]);
    let page = format!(
        "# 标题<a name=\"a\"></a>\n\n## URI<a name=\"b\"></a>\n\n-   URI格式\n\n    GET /v1/\\{{project\\_id\\}}/things\n\n\
         -   参数说明\n\n{path}\n\n-   Request filter参数说明\n\n{query}\n\n\
         ## 请求消息\n\n-   请求样例\n\n    GET https://\\{{Endpoint\\}}/v1/\\{{project\\_id\\}}/things?limit=1\n\n\
         ## 响应\n\n-   要素说明\n\n{root}\n    **表 1**  things字段说明\n\n    <a name=\"things\"></a>\n{things}\n\
         -   响应样例\n\n```\n{{\"things\": [{{\"state\": null}},], \"count\": 1}}\n```\n\n    或\n\n\
     ```\n{{\"error\": {{\"message\": \"m\", \"code\": \"c\"}}}}\n```\n\n\
         ## 返回值\n\n-   正常\n\n{codes}\n\n-   异常\n\n{errors}\n"
    );
    let (it, reading) = operation("sdrs", &page);
    nothing_is_lost(&reading);
    assert_eq!((it.method.as_str(), it.path.as_str()), ("GET", "/v1/{project_id}/things"));
    assert_eq!(it.anchor.as_deref(), Some("a"));
    assert_eq!(it.path_parameters[0].required, Some(Required::Always(true)));
    assert_eq!(
        (it.query[0].range.as_deref(), it.query[0].default.as_deref()),
        (Some("0..50"), Some("20"))
    );
    assert_eq!(it.response[1].at, ["things"]);
    assert_eq!(it.response[1].fields[0].values, ["on-line"]);
    assert!(it.response[1].fields[0].null);
    assert_eq!((it.success, it.errors), (vec![200], vec![400, 404]));
    let roles: Vec<Role> = it.samples.iter().map(|sample| sample.role).collect();
    assert_eq!(roles, [Role::Request, Role::Response, Role::Error]);
    assert_eq!(it.samples[0].target.as_deref(), Some("GET /v1/{project_id}/things?limit=1"));
    assert_eq!(it.samples[1].repairs, [Repair::TrailingComma]);
}

#[test]
fn ims_with_html_tables() {
    let query = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[&["changes-since", "否", "String", "时间"]],
    );
    let fields = table(&["参数", "参数类型", "描述"], &[&["size", "Integer", "大小"]]);
    let page = format!(
        "# 标题\n\n## URI\n\nGET /v1.1/things\n\n## 请求消息\n\n-   请求参数\n\n{query}\n\n\
         ## 响应消息\n\n-   响应参数\n\n{fields}\n\n-   响应样例\n\n```\n HTTP/1.1 200 OK\n```\n\n\
     ```\nContent-Length: 9\n\n{{\"size\": 1}}\n```\n\n## 返回值\n\n-   正常\n\n    200\n"
    );
    let (it, reading) = operation("ims", &page);
    nothing_is_lost(&reading);
    assert_eq!(it.query[0].name, "changes-since");
    let sample = &it.samples[0];
    assert_eq!((sample.status, sample.headers["Content-Length"].as_str()), (Some(200), "9"));
    assert!(sample.body.is_some());
}

const PIPES: &str = "\
# 标题

## 调试

[API Explorer](https://apiexplorer.example.com/doc?product=IMS&api=PatchThing)

## URI

PATCH /v2/things/\\{thing\\_id\\}

**表 1**  参数说明

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|thing_id|是|String|ID。|


## 请求消息

-   请求参数

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|*[数组]*|是|Array of objects|详情请参见表2。|


    **表 2** _\\[数组\\]_字段说明

|参数|参数类型|是否必选|描述|
|--|--|--|--|
|op|String|取值三选一|类型。取值范围：put、drop|
|__arch|String|否|架构。取值包括：x86arm默认使用“x86”。|


-   请求样例

    ```
    PATCH https://{Endpoint}/v2/things/1
    ```

    ```
    \"Content-Type:application/json-patch\"
    [{\"op\": \"put\"}]
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

#[test]
fn ims_with_pipe_tables() {
    let (it, reading) = operation("ims", PIPES);
    nothing_is_lost(&reading);
    assert_eq!(it.operation.as_deref(), Some("PatchThing"));
    assert_eq!(it.request[1].at, ["[]"]);
    let [op, arch] = it.request[1].fields.as_slice() else { panic!("{:?}", it.request) };
    assert_eq!(op.required, Some(Required::Sometimes(Depends::Depends)));
    assert_eq!(op.values, ["put", "drop"]);
    assert_eq!(
        (arch.values.as_slice(), arch.default.as_deref()),
        (["x86", "arm"].map(str::to_owned).as_slice(), Some("x86"))
    );
    assert_eq!(it.samples[0].headers["Content-Type"], "application/json-patch");
    assert_eq!((it.samples[1].role, it.samples[1].status), (Role::Response, Some(204)));
}

#[test]
fn sfs() {
    let uri = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[
            &["project_id", "是", "String", "调用者。"],
            &["project_id", "否（查询参数）", "String", "所有者。"],
        ],
    );
    let body = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[&["os-grow", "是", "Object", "os-grow对象。"]],
    );
    let grow = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[&["#size", "是", "Integer", "（API 微版本2.8到2.42支持）"]],
    );
    let page = format!(
        "# 标题\n\n## URI\n\n-   POST  /v2/\\{{project\\_id\\}}/shares?project\\_id=\\{{project\\_id\\}}\n-   参数说明\n\n{uri}\n\n\
         ## 请求消息\n\n-   参数说明\n\n{body}\n\n-   os-grow字段说明：\n\n{grow}\n\n-   请求样例\n\n```\n{{\"os-grow\": {{\"#size\": 2}}}}\n```\n\n\
         ## 响应消息\n\n-   参数说明\n\n    无\n\n## 状态码\n\n-   正常\n\n    202\n"
    );
    let (it, reading) = operation("sfs", &page);
    nothing_is_lost(&reading);
    assert_eq!((it.service.as_str(), it.path.as_str()), ("sfs", "/v2/{project_id}/shares"));
    assert_eq!((it.path_parameters.len(), it.query.len()), (1, 1));
    assert_eq!(it.request[1].at, ["os-grow"]);
    assert_eq!(it.request[1].fields[0].until.as_deref(), Some("2.42"));
    assert_eq!(it.success, [202]);
}

#[test]
fn sfs_turbo() {
    let header = ["参数", "是否必选", "参数类型", "描述"];
    let path = table(&header, &[&["project_id", "是", "String", "ID"]]);
    let headers = table(&header, &[&["X-Auth-Token", "是", "String", "token"]]);
    let body = table(
        &header,
        &[&["tags", "否", "Array of <a href=\"#request_Tag\">Tag</a> objects", "标签"]],
    );
    let tag = table(
        &header,
        &[&[
            "key",
            "是",
            "String",
            "键</p>\n<p>最小长度：<strong>1</strong></p>\n<p>最大长度：<strong>36</strong>",
        ]],
    );
    let answer = table(&["参数", "参数类型", "描述"], &[&["id", "String", "ID"]]);
    let codes = table(&["状态码 ", "描述"], &[&["202", "好"]]);
    let page = format!(
        "# 标题\n\n## URI\n\nPOST /v1/\\{{project\\_id\\}}/sfs-turbo/tags\n\n**表 1**  路径参数\n\n{path}\n\
         ## 请求参数\n\n**表 2**  请求Header参数\n\n{headers}\n**表 3**  请求Body参数\n\n{body}\n\
         **表 4**  Tag\n\n<a name=\"request_Tag\"></a>\n{tag}\n\
         ## 响应参数\n\n**状态码： 202**\n\n**表 5**  响应Body参数\n\n{answer}\n\
         ## 请求示例\n\n```\n{{\"tags\": []}}\n```\n\n## 响应示例\n\n**状态码： 202**\n\n好\n\n```\n{{\"id\": \"1\"}}\n```\n\n## 状态码\n\n{codes}"
    );
    let (it, reading) = operation("sfs", &page);
    nothing_is_lost(&reading);
    assert_eq!(it.service, "sfs_turbo");
    assert_eq!((it.headers.len(), it.path_parameters.len()), (1, 1));
    assert_eq!(
        (it.request[1].at.as_slice(), it.request[1].fields[0].length.as_deref()),
        (["tags".to_owned()].as_slice(), Some("1..36"))
    );
    assert_eq!(it.request[0].fields[0].kind.as_deref(), Some("Array of Tag objects"));
    assert_eq!((it.response[0].status, it.samples[1].status), (Some(202), Some(202)));
}

#[test]
fn error_codes_and_lists_of_values() {
    let codes = table(
        &["状态码", "错误码", "错误信息", "描述", "处理措施"],
        &[&["400", "SFS.TURBO.0001", "Parameter error", "错", "改"]],
    );
    let Facts::Errors(errors) =
        read("sfs", "错误码", &format!("# 错误码\n\n{codes}")).unwrap().facts
    else {
        panic!("no error codes");
    };
    assert_eq!(
        (errors.service.as_str(), errors.codes[0].message.as_deref()),
        ("sfs_turbo", Some("Parameter error"))
    );
    let states = table(&["复制对状态", "说明"], &[&["creating", "甲"], &["error-deleting", "乙"]]);
    let Facts::Lists(lists) =
        read("sdrs", "复制对状态", &format!("# 复制对状态\n\n{states}")).unwrap().facts
    else {
        panic!("no list");
    };
    assert_eq!(lists.lists[0].values, ["creating", "error-deleting"]);
    assert!(read("sdrs", "概述", "# 概述\n\n文字。").is_none());
}

/// A page as other services have them: names with colons and tildes, rows that lead to their table by an
/// anchor, and values, units and limits in further words.
#[test]
fn other_services() {
    let path = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[&["project_id", "是", "String", "项目。"]],
    );
    let query = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[
            &["not-tags~any", "否", "String", "标签。"],
            &[
                "sort_dir",
                "否",
                "String",
                "排列方式。</p><ul><li>降序：desc</li><li>升序：asc</li></ul><p>",
            ],
            &["sort_key", "否", "String", "关键字，默认为创建时间。"],
        ],
    );
    let body = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[
            &["server", "是", "Object", "服务器，参见<a href=\"#li11\">服务器的结构</a>。"],
            &["disks", "否", "Array of objects", "磁盘，参见<a href=\"#li22\">磁盘的结构</a>。"],
        ],
    );
    let server = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[
            &["os:scheduler_hints", "否", "String", "调度，key为hw:passthrough，默认VBD。"],
            &["name", "是", "String", "名称。长度范围为1-64字节。"],
        ],
    );
    let disk = table(
        &["参数", "是否必选", "参数类型", "描述"],
        &[
            &["size", "是", "Integer", "大小，单位GB。"],
            &["image", "否", "String", "镜像。和snapshot只能使用一个。"],
        ],
    );
    let page = format!(
        "# 标题\n\n## URI\n\nPOST /v1/\\{{project\\_id\\}}/servers\n\n{path}\n\n-   查询参数\n\n{query}\n\n\
         ## 请求消息\n\n-   请求参数\n\n{body}\n\n-   <a name=\"li00\"></a>约束见下文。\n\n\
         -   <a name=\"li22\"></a>块设备数据结构\n\n{disk}\n\n-   <a name=\"li11\"></a>实例数据结构\n\n{server}\n\n\
         ## 返回值\n\n-   正常\n\n    200\n"
    );
    let (it, reading) = operation("ecs", &page);
    nothing_is_lost(&reading);
    let [tags, direction, key] = it.query.as_slice() else { panic!("{:?}", it.query) };
    assert_eq!(tags.name, "not-tags~any");
    assert_eq!(direction.values, ["desc", "asc"]);
    assert_eq!(key.default.as_deref(), Some("created_at"));
    let places: Vec<_> = it.request.iter().map(|table| table.at[0].as_str()).collect();
    assert_eq!(places, ["", "disks", "server"]);
    let [size, image] = it.request[1].fields.as_slice() else { panic!("{:?}", it.request) };
    assert_eq!(size.unit.as_deref(), Some("GB"));
    assert_eq!(image.marks, [Mark::Excludes]);
    let [hints, name] = it.request[2].fields.as_slice() else { panic!("{:?}", it.request) };
    assert_eq!(
        (hints.name.as_str(), hints.values.as_slice()),
        ("os:scheduler_hints", [].as_slice())
    );
    assert_eq!(name.length.as_deref(), Some("1..64 bytes"));
    assert_ne!(name.digest, size.digest, "rows in other words");
}

/// What lists values or rules for others is known by what it is, not by its name.
#[test]
fn rows_lead_to_pages_that_list_values_and_rules() {
    let states = format!(
        "# 状态\n\n{}",
        table(&["状态", "说明"], &[&["building", "甲"], &["active", "乙"]])
    );
    let formats = "# 标签格式\n\n## 规则<a name=\"s1\"></a>\n\ntag数据格式：\n\n-   key的长度不超过36个字符，value的长度不超过43个字符。\n";
    let page = "\
# 标题

## URI

GET /v1/servers

## 响应消息

-   响应参数

|参数|参数类型|描述|
|--|--|--|
|status|String|状态，请参见[云服务器状态](云服务器状态.md)。|
|tags|String|标签，请参考标签数据格式。|
|job_id|String|任务，参见[查询任务](查询任务.md)。|


## 返回值

-   正常

    200
";
    let mut lists = ListPages::default();
    lists.add("ecs", "云服务器状态", &states);
    lists.add("ecs", "标签数据格式", formats);
    lists.add("ecs", "查询任务", page);
    let reading = huaweicloud_audit::read("ecs", "page", page, &lists).unwrap();
    let Facts::Operation(it) = reading.facts else { panic!("no operation") };
    let see: Vec<_> = it.response[0].fields.iter().map(|field| field.see.join(" ")).collect();
    assert_eq!(see, ["云服务器状态", "标签数据格式", ""]);
    let Some(Facts::Lists(rules)) = read("ecs", "标签数据格式", formats).map(|it| it.facts)
    else {
        panic!("no list")
    };
    let rules: Vec<_> = rules.rules.iter().map(|it| [&*it.of, &it.name, &it.length]).collect();
    assert_eq!(rules, [["tag", "key", "..36"], ["tag", "value", "..43"]]);
}

/// Links lead to the anchor of the title; those of sections and tables are others.
#[test]
fn every_kind_of_page_has_the_anchor_of_its_title() {
    let operation = "## URI<a name=\"section1\"></a>\n\nGET /\n";
    let codes = table(&["状态码", "错误码", "错误信息"], &[&["400", "A.1", "Wrong"]]);
    let states = format!(
        "<a name=\"table1\"></a>\n{}",
        table(&["状态", "说明"], &[&["on", "甲"], &["off", "乙"]])
    );
    let guide = "```\nGET https://{Endpoint}/v1/things\n```\n";
    for (name, rest) in
        [("甲", operation), ("错误码", &codes), ("复制对状态", &states), ("快速入门", guide)]
    {
        let anchor = |title: &str| {
            let reading = read("sdrs", name, &format!("# {title}\n\n{rest}")).unwrap();
            let said = reading.remarks.iter().any(|it| it.place == "title");
            assert_eq!(said, reading.facts.anchor().is_none(), "{title}");
            reading.facts.anchor().map(str::to_owned)
        };
        assert_eq!(anchor("甲<a name=\"sdrs_01\"></a>").as_deref(), Some("sdrs_01"), "{name}");
        let topic = "甲<a name=\"ZH-CN_TOPIC_0001\"></a>";
        assert_eq!(anchor(topic).as_deref(), Some("ZH-CN_TOPIC_0001"), "{name}");
        assert_eq!(anchor("甲"), None, "{name}");
    }
}

#[test]
fn what_cannot_be_understood_is_said() {
    let broken = table(&["参数", "颜色", "描述"], &[&["a", "b", "c"]]);
    let ragged = table(&["参数", "参数类型", "描述"], &[&["a b", "String", "c"], &["d", "e"]]);
    let page = format!(
        "# 标题\n\n## URI\n\nGET /\n\n## 响应消息\n\n-   响应参数\n\n{broken}\n{ragged}\n\
         -   响应样例\n\n```\n{{\"a\" 1}}\n```\n\n```\nwhat\n```\n"
    );
    let (_, reading) = operation("sdrs", &page);
    let lost: Vec<&str> = reading
        .remarks
        .iter()
        .filter(|it| it.kind == Kind::NotUnderstood)
        .map(|it| it.reason.as_str())
        .collect();
    assert_eq!(
        lost,
        [
            "unknown columns: 参数 | 颜色 | 描述",
            "`a b` is no name",
            "2 cells where the header has 3",
            "no status of success",
            "no `:` after `a`",
            "`what` is no part of a sample",
        ]
    );
}

#[test]
fn a_page_that_breaks_off_is_read_as_far_as_it_goes() {
    for (end, _) in PIPES.char_indices() {
        let _ = read("ims", "page", &PIPES[..end]);
    }
}
