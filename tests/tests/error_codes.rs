//! What programs are told of the error codes of each service, over a socket.
//!
//! The table is written by hand from the error pages of the reference, and not from `errors.yaml`: who gives
//! a code another class there is asked here whether callers should act otherwise.

use huaweicloud::{
    Client, Error, ErrorKind,
    ErrorKind::{Auth, Conflict, Invalid, NotFound, Quota, Server as Failure, Throttled},
    Service, ims, sdrs, sfs_turbo,
};
use huaweicloud_tests::{client, server::Server};
use serde_json::json;

/// HTTP status, code, what a program should take it for, and what happened.
type Row = (u16, &'static str, ErrorKind, &'static str);

const SDRS: &[Row] = &[
    (400, "SDRS.0002", Auth, "the token is invalid"),
    (400, "SDRS.0003", Auth, "the token lacks a role"),
    (400, "SDRS.0004", Auth, "the user may not call this API"),
    (400, "SDRS.0005", Auth, "the user may not do this"),
    (500, "SDRS.0009", Auth, "the user is restricted"),
    (400, "SDRS.0231", Auth, "the project may not use the AZ of the production site"),
    (400, "SDRS.0201", Invalid, "a parameter is invalid"),
    (400, "SDRS.0202", Invalid, "the name is invalid"),
    (400, "SDRS.0221", Invalid, "the limit is out of range"),
    (400, "SDRS.1361", Invalid, "a server is named twice"),
    (400, "SDRS.1380", Invalid, "an IP address is given without its subnet"),
    (400, "SDRS.2204", Invalid, "the key of a tag is invalid"),
    (500, "SDRS.0008", Failure, "a connection within the cloud timed out"),
    (500, "SDRS.0013", Failure, "the service failed"),
    (500, "SDRS.0404", Failure, "the job could not be submitted, whatever its number recalls"),
    (500, "SDRS.1014", Failure, "a protection group could not be created"),
    (400, "SDRS.1029", Failure, "a planned failover failed"),
    (400, "SDRS.1350", Failure, "a protected instance could not be created"),
    (500, "SDRS.1906", Failure, "a snapshot could not be deleted"),
    (400, "SDRS.1001", Conflict, "the protection group still has a protected instance"),
    (400, "SDRS.1002", Conflict, "the state of the protection group does not allow it"),
    (400, "SDRS.1003", Conflict, "the protection group still has a DR drill"),
    (400, "SDRS.1305", Conflict, "the server is in a protected instance already"),
    (400, "SDRS.1316", Conflict, "the server is not stopped"),
    (400, "SDRS.1334", Conflict, "the IP address is in use"),
    (400, "SDRS.1357", Conflict, "the server is locked"),
    (400, "SDRS.1811", Conflict, "the disk is in a replication pair already"),
    (400, "SDRS.1913", Conflict, "the state of the DR drill does not allow it"),
    (400, "SDRS.1921", Conflict, "the VPC is used for another DR drill"),
    (400, "SDRS.2221", Conflict, "the state of the protected instance allows no new tags"),
    (400, "SDRS.1013", NotFound, "no such protection group"),
    (400, "SDRS.1310", NotFound, "no such NIC"),
    (400, "SDRS.1320", NotFound, "no such protected instance"),
    (400, "SDRS.1326", NotFound, "no such server"),
    (400, "SDRS.1335", NotFound, "no such subnet"),
    (400, "SDRS.1372", NotFound, "no such dedicated host"),
    (400, "SDRS.1381", NotFound, "no such storage pool"),
    (400, "SDRS.1608", NotFound, "no such replication pair"),
    (400, "SDRS.1902", NotFound, "no such DR drill"),
    (500, "SDRS.1904", NotFound, "no such snapshot"),
    (400, "SDRS.1928", NotFound, "no such VPC"),
    (404, "SDRS.2206", NotFound, "no tag with this key"),
    (400, "SDRS.0305", Quota, "the quota of protection groups is exhausted"),
    (400, "SDRS.1340", Quota, "the protected instance has as many NICs as it may"),
    (400, "SDRS.1358", Quota, "the protection group has as many protected instances as it may"),
    (400, "SDRS.1385", Quota, "the storage pool is full"),
    (400, "SDRS.1929", Quota, "the quota of VPCs is exhausted"),
];

const IMS: &[Row] = &[
    (400, "IMG.0026", Auth, "the user lacks a role"),
    (400, "IMG.0030", Auth, "project and token are invalid"),
    (400, "IMG.0047", Auth, "only the owner of the image may do this"),
    (400, "IMG.0087", Auth, "the token is wrong"),
    (400, "IMG.0099", Auth, "the user may not use the key"),
    (400, "IMG.0001", Invalid, "the request is no message that the service knows"),
    (400, "IMG.0002", Invalid, "the name is too long"),
    (400, "IMG.0056", Invalid, "the type of the operating system is invalid"),
    (400, "IMG.0141", Invalid, "the firmware is neither `uefi` nor `bios`"),
    (400, "IMG.0014", Failure, "a task of the platform failed"),
    (400, "IMG.0018", Failure, "the job could not be submitted"),
    (400, "IMG.0061", Failure, "nobody knows what happened"),
    (400, "IMG.0154", Failure, "the enterprise project service could not be reached"),
    (400, "IMG.0008", Conflict, "the server is not stopped"),
    (400, "IMG.0009", Conflict, "another image has the name"),
    (400, "IMG.0010", Conflict, "the server is busy with another task"),
    (400, "IMG.0029", Conflict, "the backup became an image already"),
    (400, "IMG.0046", Conflict, "the image cannot be used"),
    (400, "IMG.0070", Conflict, "the bucket has a file of that name"),
    (400, "IMG.0090", Conflict, "the image is still being created"),
    (400, "IMG.0148", Conflict, "the image is being exported"),
    (400, "IMG.0005", NotFound, "no such server"),
    (400, "IMG.0020", NotFound, "no such backup"),
    (400, "IMG.0027", NotFound, "no image has the ID in the request"),
    (400, "IMG.0086", NotFound, "no image was found"),
    (400, "IMG.0095", NotFound, "no such key"),
    (400, "IMG.0121", NotFound, "no such object"),
    (400, "IMG.0127", NotFound, "no such backup of a server"),
    (400, "IMG.0144", NotFound, "no such image"),
    (400, "IMG.0015", Quota, "there are as many private images as there may be"),
    (400, "IMG.0088", Quota, "there are as many shared images as there may be"),
    (400, "IMG.0116", Quota, "the image has as many tags as it may"),
    (400, "IMG.0182", Quota, "the vault is full"),
    (400, "IMG.0185", Quota, "the vault has as many servers as it may"),
    (400, "IMG.0060", Throttled, "too many tasks at once"),
    (400, "IMG.0149", Throttled, "too many copies across regions at once"),
    (400, "IMG.0187", Throttled, "too many requests to the key service"),
];

const SFS_TURBO: &[Row] = &[
    (400, "SFS.TURBO.0001", Invalid, "a parameter is invalid"),
    (400, "SFS.TURBO.0027", Invalid, "the security group is invalid"),
    (404, "SFS.TURBO.0002", NotFound, "no such file system"),
    (400, "SFS.TURBO.0009", Conflict, "another file system has the name"),
    (400, "SFS.TURBO.0011", Conflict, "the file system is busy with another operation"),
    (400, "SFS.TURBO.0010", Quota, "the quota is exhausted"),
    (400, "SFS.TURBO.0016", Quota, "the file system has as many tags as it may"),
    (500, "SFS.TURBO.0005", Failure, "the service failed"),
];

#[tokio::test]
async fn programs_can_act_on_the_codes_of_sdrs() {
    for row in SDRS {
        let client = server(&sdrs::SERVICE, row, |code| json!({ "error": code })).await;
        check(row, client.sdrs().show_job_status("j").send().await.err());
    }
}

#[tokio::test]
async fn programs_can_act_on_the_codes_of_ims() {
    for row in IMS {
        let client = server(&ims::SERVICE, row, |code| json!({ "error": code })).await;
        check(row, client.ims().list_images().send().await.err());
    }
}

#[tokio::test]
async fn programs_can_act_on_the_codes_of_sfs_turbo() {
    for row in SFS_TURBO {
        let client = server(
            &sfs_turbo::SERVICE,
            row,
            |code| json!({ "errCode": code["code"], "errMsg": code["message"] }),
        )
        .await;
        check(row, client.sfs_turbo().list_shares().send().await.err());
    }
}

/// The codes of all kinds and services, of which there are at least 60.
#[test]
fn the_tables_have_every_kind() {
    let rows: Vec<_> = [SDRS, IMS, SFS_TURBO].into_iter().flatten().collect();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    for (kind, _) in predicates() {
        assert!(rows.iter().any(|row| row.2 == kind), "no row is of the kind {kind:?}");
    }
}

/// A client of a server that responds with the error of a row.
async fn server(
    service: &'static Service,
    (status, code, _, what): &Row,
    envelope: fn(serde_json::Value) -> serde_json::Value,
) -> Client {
    let body = envelope(json!({ "code": code, "message": what })).to_string();
    let server = Server::answering(*status, &[], body.as_bytes()).await;
    client::client(service, &server.url)
}

type Predicate = fn(&Error) -> bool;

/// Each kind of an error response, and the predicate that is true of it alone.
fn predicates() -> [(ErrorKind, Predicate); 7] {
    [
        (NotFound, Error::is_not_found),
        (Throttled, Error::is_throttled),
        (Conflict, Error::is_conflict),
        (Quota, Error::is_quota),
        (Auth, Error::is_auth),
        (Invalid, Error::is_invalid),
        (Failure, Error::is_server),
    ]
}

fn check((status, code, kind, what): &Row, error: Option<Error>) {
    let error = error.unwrap_or_else(|| panic!("{code} is no error: {what}"));
    assert_eq!(error.code(), Some(*code), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(*status), "{error}");
    assert_eq!(error.kind(), *kind, "{code} with {status}: {what}");
    for (of, is) in predicates() {
        assert_eq!(
            is(&error),
            of == *kind,
            "{code} with {status}, the predicate of {of:?}: {what}"
        );
    }
}
