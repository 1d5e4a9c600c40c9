//! Images.

use crate::client::{DEVELOPER, NEIGHBOUR, get, request, send_signed, start, texts};

#[tokio::test]
async fn images_are_filtered() {
    let emulator = start().await;
    for (query, names) in [
        ("", vec!["debian-10", "golden-web", "upload-pending", "cirros-neighbour"]),
        ("?name=golden-web", vec!["golden-web"]),
        ("?name=golden", vec![]),
        ("?container_format=bare&disk_format=qcow2", vec!["upload-pending", "cirros-neighbour"]),
        ("?container_format=ovf", vec![]),
        ("?disk_format=zvhd", vec!["debian-10", "golden-web"]),
        ("?status=queued", vec!["upload-pending"]),
        ("?size_min=1288490188", vec!["debian-10", "golden-web"]),
        ("?size_max=1288490188", vec!["debian-10", "cirros-neighbour"]),
        ("?size_min=13287937&size_max=3221225471", vec!["debian-10"]),
        (
            "?changes-since=2020-03-03T16%3A41%3A12Z",
            vec!["golden-web", "upload-pending", "retired"],
        ),
    ] {
        let answer = get(&emulator, "ims", &format!("/v1.1/images/detail{query}")).await;
        assert_eq!(texts(&answer.body["images"], "name"), names, "{query}");
    }
    let mut request = request(&emulator, "ims", "GET", "/v1.1/images/detail?disk_format=qcow2");
    request.headers_mut().insert("x-project-id", NEIGHBOUR.parse().unwrap());
    let answer = send_signed(request, DEVELOPER).await;
    assert_eq!(texts(&answer.body["images"], "name"), ["cirros-neighbour", "secret-recipe"]);
}
