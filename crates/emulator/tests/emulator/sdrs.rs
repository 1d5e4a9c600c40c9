//! Drills and jobs.

use huaweicloud_model::sdrs::JobStatus;
use serde_json::json;

use crate::client::{GROUP, NEIGHBOUR, get, start, texts};

#[tokio::test]
async fn drills_are_filtered() {
    let emulator = start().await;
    let vpc = "a90b3f7e-16d4-4c85-8f2a-e75c9d01b438";
    for (query, names) in [
        (
            "",
            vec![
                "quarterly-web",
                "quarterly-database",
                "机房演练",
                "R&D nightly",
                "yearly-audit",
                "yearly-audit-retry",
                "leftover",
            ],
        ),
        (
            &format!("?server_group_id={GROUP}"),
            vec!["quarterly-web", "quarterly-database", "机房演练", "R&D nightly"],
        ),
        ("?server_group_id=none", vec![]),
        ("?name=quarterly", vec!["quarterly-web", "quarterly-database"]),
        ("?name=%E6%BC%94%E7%BB%83", vec!["机房演练"]),
        ("?name=R%26D", vec!["R&D nightly"]),
        ("?name=R%26D+nightly", vec![]),
        ("?status=error-deleting", vec!["leftover"]),
        (&format!("?drill_vpc_id={vpc}"), vec!["yearly-audit", "yearly-audit-retry"]),
        (&format!("?server_group_id={GROUP}&status=available&name=web"), vec!["quarterly-web"]),
        ("?limit=0", vec![]),
        ("?limit=2", vec!["quarterly-web", "quarterly-database"]),
        ("?offset=5", vec!["yearly-audit-retry", "leftover"]),
        ("?offset=7", vec![]),
        ("?name=yearly&limit=1&offset=1", vec!["yearly-audit-retry"]),
    ] {
        let answer =
            get(&emulator, "sdrs", &format!("/v1/{{p}}/disaster-recovery-drills{query}")).await;
        assert_eq!(texts(&answer.body["disaster_recovery_drills"], "name"), names, "{query}");
        assert_eq!(answer.body["count"], names.len(), "{query}");
    }
}

#[tokio::test]
async fn a_walk_through_pages_meets_every_drill_once() {
    let emulator = start().await;
    let all = get(&emulator, "sdrs", "/v1/{p}/disaster-recovery-drills").await;
    let all = texts(&all.body["disaster_recovery_drills"], "id");
    for limit in [1, 2, 3, 7, 8] {
        let mut seen = Vec::new();
        loop {
            let target =
                format!("/v1/{{p}}/disaster-recovery-drills?limit={limit}&offset={}", seen.len());
            let page = get(&emulator, "sdrs", &target).await;
            let page = texts(&page.body["disaster_recovery_drills"], "id");
            if page.is_empty() {
                break;
            }
            seen.extend(page);
        }
        assert_eq!(seen, all, "{limit}");
    }
}

#[tokio::test]
async fn failures_are_those_of_groups_unless_a_group_is_named() {
    let emulator = start().await;
    for (query, names) in [
        ("", vec!["Protection-Group-west", "Protection-Group-east"]),
        (&format!("?server_group_id={GROUP}")[..], vec!["web-01", "db & web 中", "R&D nightly"]),
        ("?failure_status=reverseFail", vec!["Protection-Group-east"]),
        ("?failure_status=expandFail", vec![]),
        ("?resource_name=Protection-Group-west", vec!["Protection-Group-west"]),
        ("?resource_name=Protection-Group", vec![]),
        (&format!("?server_group_id={GROUP}&resource_type=replications"), vec!["db & web 中"]),
        (&format!("?server_group_id={GROUP}&resource_type=protected_instances"), vec!["web-01"]),
        (&format!("?server_group_id={GROUP}&resource_type=protectedInstance"), vec!["web-01"]),
        (
            &format!("?server_group_id={GROUP}&failure_status=createFail"),
            vec!["web-01", "R&D nightly"],
        ),
        (&format!("?server_group_id={GROUP}&limit=1&offset=1"), vec!["db & web 中"]),
    ] {
        let answer =
            get(&emulator, "sdrs", &format!("/v1/{{p}}/task-center/failure-jobs{query}")).await;
        assert_eq!(texts(&answer.body["failure_jobs"], "resource_name"), names, "{query}");
        assert_eq!(answer.body["count"], names.len(), "{query}");
    }
}

#[tokio::test]
async fn jobs_go_on_when_they_are_told_to() {
    let emulator = start().await;
    let show = async |id: &str| get(&emulator, "sdrs", &format!("/v1/{{p}}/jobs/{id}")).await;

    let done = show("ff80818370a1b2c30170a1d4e5f60011").await.body;
    assert_eq!(done["status"], "SUCCESS");
    assert_eq!(done["entities"]["server_group_id"], GROUP);
    assert_eq!(texts(&done["entities"]["sub_jobs"], "status"), ["SUCCESS", "SUCCESS"]);
    let failed = show("ff80818370a1b2c30170b2e7c4d80014").await.body;
    assert_eq!((&failed["status"], &failed["error_code"]), (&json!("FAIL"), &json!("SDRS.1922")));
    assert!(failed["entities"]["disaster_recovery_drill_id"].is_string());
    assert_eq!(show("ff80818370a1b2c30170b2e7d0120015").await.body["error_code"], "SDRS.1912");

    let id = "ff80818370a1b2c30170c3faf1480017";
    assert_eq!(show(id).await.body["status"], "INIT");
    let now = emulator.clock().now();
    emulator.cloud().sdrs().job_mut(id).unwrap().start(now);
    assert_eq!(show(id).await.body["status"], "RUNNING");
    emulator.cloud().sdrs().job_mut(id).unwrap().fail(now, "SDRS.1350", "no luck");
    let failed = show(id).await.body;
    assert_eq!((&failed["status"], &failed["fail_reason"]), (&json!("FAIL"), &json!("no luck")));
    emulator.cloud().sdrs().job_mut(id).unwrap().status = JobStatus::from("PAUSED");
    assert_eq!(show(id).await.body["status"], "PAUSED");

    let missing = show("ff8").await;
    assert_eq!(missing.status, 404);
    let foreign = get(&emulator, "sdrs", &format!("/v1/{NEIGHBOUR}/jobs/{id}")).await;
    assert_eq!(foreign.status, 404);
}

#[tokio::test]
async fn the_cloud_can_be_changed_while_it_runs() {
    let emulator = start().await;
    let cloud = emulator.cloud();
    let mut drill = cloud.sdrs().drills[0].clone();
    drill.name = "added".to_owned();
    cloud.sdrs().drills.truncate(1);
    cloud.sdrs().drills.insert(0, drill);
    let answer = get(&emulator, "sdrs", "/v1/{p}/disaster-recovery-drills").await;
    assert_eq!(texts(&answer.body["disaster_recovery_drills"], "name"), ["added", "quarterly-web"]);
}
