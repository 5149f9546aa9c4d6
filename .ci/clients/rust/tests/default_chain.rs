//! The SDK's own chain reads the environment, so this test has a process of its own.

use std::fs;

use aws_config::BehaviorVersion;
use serde_json::json;
use understudy_clients::{assumed_role, role, token};

#[tokio::test]
async fn the_default_chain_finds_a_tokens_file_and_takes_the_role() {
    let file = std::env::temp_dir().join(format!("understudy-token-{}", std::process::id()));
    fs::write(&file, token(json!({})).await).unwrap();
    // SAFETY: no other thread reads the environment, this being the only test of its process, on one thread.
    unsafe {
        std::env::set_var("AWS_ROLE_ARN", role("Web"));
        std::env::set_var("AWS_ROLE_SESSION_NAME", "chain");
        std::env::set_var("AWS_WEB_IDENTITY_TOKEN_FILE", &file);
    }

    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let caller = aws_sdk_sts::Client::new(&config)
        .get_caller_identity()
        .send()
        .await;
    fs::remove_file(&file).unwrap();
    assert_eq!(
        caller.unwrap().arn(),
        Some(assumed_role("Web", "chain").as_str())
    );
}
