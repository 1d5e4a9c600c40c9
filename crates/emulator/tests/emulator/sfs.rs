//! Shares.

use serde_json::json;

use crate::client::{DEVELOPER, GUEST, NEIGHBOUR, P, get, request, send_signed, start, texts};

#[tokio::test]
async fn shares_are_filtered_and_sorted() {
    let emulator = start().await;
    for (key, query, names) in [
        (DEVELOPER, "", vec!["-", "备份", "home"]),
        (DEVELOPER, "?status=error", vec!["-"]),
        (DEVELOPER, "?is_public=true", vec!["-", "备份", "home", "mirror"]),
        (DEVELOPER, "?is_public=false", vec!["-", "备份", "home"]),
        (DEVELOPER, "?all_tenants=1", vec!["-", "备份", "home", "private", "mirror"]),
        (DEVELOPER, &format!("?all_tenants=1&project_id={NEIGHBOUR}"), vec!["private", "mirror"]),
        (DEVELOPER, &format!("?all_tenants=0&project_id={NEIGHBOUR}"), vec!["-", "备份", "home"]),
        (GUEST, "?all_tenants=1", vec!["-", "备份", "home"]),
        (DEVELOPER, "?enterprise_project_id=46d9e3b1-7a0f-4c58-82e6-f5b3c90d1a27", vec!["备份"]),
        (DEVELOPER, "?enterprise_project_id=0", vec!["-", "home"]),
        (DEVELOPER, "?enterprise_project_id=all_granted_eps", vec!["-", "备份", "home"]),
        (DEVELOPER, "?sort_key=size", vec!["备份", "home", "-"]),
        (DEVELOPER, "?sort_key=size&sort_dir=asc", vec!["-", "home", "备份"]),
        (DEVELOPER, "?sort_key=name&sort_dir=asc", vec!["-", "home", "备份"]),
        (DEVELOPER, "?sort_dir=asc&limit=2", vec!["home", "备份"]),
        (DEVELOPER, "?sort_dir=asc&limit=2&offset=2", vec!["-"]),
        (DEVELOPER, "?offset=3", vec![]),
    ] {
        let request = request(&emulator, "sfs", "GET", &format!("/v2/{{p}}/shares{query}"));
        let answer = send_signed(request, key).await;
        assert_eq!(texts(&answer.body["shares"], "name"), names, "{query}");
    }
}

#[tokio::test]
async fn a_share_says_where_it_is() {
    let emulator = start().await;
    let answer = get(&emulator, "sfs", "/v2/{p}/shares?status=error").await;
    let url = emulator.url("sfs").unwrap();
    let id = "c3b60f82-9d4e-4a17-a5c8-1e8d7f293b05";
    let share = json!({
        "id": id,
        "name": null,
        "links": [
            { "rel": "self", "href": format!("{url}/v2/{P}/shares/{id}") },
            { "rel": "bookmark", "href": format!("{url}/{P}/shares/{id}") },
        ],
    });
    assert_eq!(answer.body, json!({ "shares": [share] }));
}
