//! The manifests of the generated crates, which list the services as features.

use crate::Files;

/// The manifests of crates for services: path below `generated` to text.
pub(crate) fn files(services: &[&str]) -> Files {
    let listed: Vec<_> = services.iter().map(|service| format!("\"{service}\"")).collect();
    let own = |service: &str| format!("{service} = []");
    let of_model = |service: &str| format!("{service} = [\"huaweicloud-model/{service}\"]");
    let text = |template: &str, feature: &dyn Fn(&str) -> String| {
        let features: Vec<_> = services.iter().map(|service| feature(service)).collect();
        template
            .replace("{services}", &listed.join(", "))
            .replace("{features}", &features.join("\n"))
    };
    Files::from([
        ("model/Cargo.toml".to_owned(), text(include_str!("model.toml"), &own)),
        ("client/Cargo.toml".to_owned(), text(include_str!("client.toml"), &of_model)),
        ("server/Cargo.toml".to_owned(), include_str!("server.toml").to_owned()),
    ])
}
