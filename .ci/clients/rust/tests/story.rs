//! The story of .ci/clients, told to the AWS SDK for Rust.
#![allow(deprecated, reason = "PackedPolicySize is what Understudy answers")]

use std::time::{Duration, SystemTime};

use aws_config::sts::AssumeRoleProvider;
use aws_sdk_sts::error::SdkError;
use aws_sdk_sts::operation::assume_role::AssumeRoleOutput;
use aws_sdk_sts::operation::assume_role_with_saml::{
    AssumeRoleWithSAMLError, AssumeRoleWithSamlOutput,
};
use aws_sdk_sts::operation::assume_role_with_web_identity::builders::AssumeRoleWithWebIdentityFluentBuilder;
use aws_sdk_sts::types::PolicyDescriptorType;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use serde_json::{Value, json};
use understudy_clients::*;

fn allow_all() -> String {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}).to_string()
}

async fn with_token(name: &str, token: &str) -> AssumeRoleWithWebIdentityFluentBuilder {
    let call = anybody().await.assume_role_with_web_identity();
    call.role_arn(role(name))
        .role_session_name("story")
        .web_identity_token(token)
}

async fn with_assertion(
    name: &str,
    assertion: &str,
) -> Result<AssumeRoleWithSamlOutput, SdkError<AssumeRoleWithSAMLError>> {
    let call = anybody()
        .await
        .assume_role_with_saml()
        .role_arn(role(name))
        .principal_arn(SAML_PROVIDER);
    call.saml_assertion(assertion)
        .duration_seconds(900)
        .send()
        .await
}

/// A session of the role First, with nothing else.
async fn first() -> AssumeRoleOutput {
    assume_role(alice(), "First").await.send().await.unwrap()
}

/// A session of the role First, with a transitive tag and a source identity.
async fn red_first() -> AssumeRoleOutput {
    let call = assume_role(alice(), "First")
        .await
        .tags(team("red"))
        .transitive_tag_keys("team");
    call.source_identity("alice").send().await.unwrap()
}

/// A session of the partner's role.
async fn partners() -> AssumeRoleOutput {
    let call = assume_role(alice(), "Partner")
        .await
        .role_arn(partners_role())
        .external_id("agreed-42");
    call.send().await.unwrap()
}

fn partners_role() -> String {
    format!("arn:aws:iam::{PARTNER}:role/Partner")
}

#[tokio::test]
async fn a_users_key_shows_the_user() {
    let caller = who_am_i(alice()).await.unwrap();
    assert_eq!(caller.arn(), Some(ALICE_ARN));
    assert_eq!(caller.account(), Some(ACCOUNT));
    assert_id(caller.user_id().unwrap(), "AIDA", "");
}

#[tokio::test]
async fn a_token_gives_a_roles_credentials() {
    let call = with_token("Web", &token(json!({})).await)
        .await
        .duration_seconds(900);
    let answer = call.send().await.unwrap();
    assert_session(answer.credentials(), 900);
    assert_eq!(answer.subject_from_web_identity_token(), Some("alice"));
    assert_eq!(answer.audience(), Some("app"));
    assert_eq!(
        answer.provider(),
        Some("arn:aws:iam::123456789012:oidc-provider/idp.example.com")
    );
    assert_eq!(
        answer.assumed_role_user().unwrap().arn(),
        assumed_role("Web", "story")
    );
    assert_id(
        answer.assumed_role_user().unwrap().assumed_role_id(),
        "AROA",
        ":story",
    );
    assert!(answer.packed_policy_size() > Some(0));
    assert_eq!(answer.source_identity(), None);
    assert_eq!(
        arn(session(answer.credentials())).await,
        assumed_role("Web", "story")
    );
}

#[tokio::test]
async fn a_token_brings_tags_and_a_source_identity() {
    let plain = with_token("Traced", &token(json!({})).await)
        .await
        .send()
        .await
        .unwrap();
    let claims = json!({
        "https://aws.amazon.com/tags": {"principal_tags": {"team": ["red"]}, "transitive_tag_keys": ["team"]},
        "https://aws.amazon.com/source_identity": "alice",
    });
    let call = with_token("Traced", &token(json!({"claims": claims})).await)
        .await
        .policy(allow_all());
    let answer = call.send().await.unwrap();
    assert_eq!(answer.source_identity(), Some("alice"));
    assert!(answer.packed_policy_size() > plain.packed_policy_size());
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let result = with_token("Web", "garbage").await.send().await;
    assert!(refused(result, "InvalidIdentityToken", 400).is_invalid_identity_token_exception());
}

#[tokio::test]
async fn an_expired_token_is_refused() {
    let result = with_token("Web", &token(json!({"expiresIn": -3600})).await)
        .await
        .send()
        .await;
    assert!(refused(result, "ExpiredTokenException", 400).is_expired_token_exception());
}

#[tokio::test]
async fn another_subjects_token_is_refused_by_the_trust_policy() {
    let result = with_token("Web", &token(json!({"subject": "mallory"})).await)
        .await
        .send()
        .await;
    refused(result, "AccessDenied", 403);
}

#[tokio::test]
async fn a_user_takes_a_role_with_nothing_else() {
    let answer = first().await;
    assert_eq!(answer.source_identity(), None);
    assert_eq!(answer.packed_policy_size(), None);
}

#[tokio::test]
async fn a_user_takes_a_role_with_tags_and_a_source_identity() {
    let answer = red_first().await;
    let user = answer.assumed_role_user().unwrap();
    assert_session(answer.credentials(), 3600);
    assert_eq!(user.arn(), assumed_role("First", "story"));
    assert_id(user.assumed_role_id(), "AROA", ":story");
    assert_eq!(answer.source_identity(), Some("alice"));
    assert!(answer.packed_policy_size() > Some(0));
    let caller = who_am_i(session(answer.credentials())).await.unwrap();
    assert_eq!(caller.user_id(), Some(user.assumed_role_id()));
}

#[tokio::test]
async fn a_chain_keeps_the_source_identity() {
    let call = assume_role(session(red_first().await.credentials()), "Second")
        .await
        .duration_seconds(3600);
    let second = call.send().await.unwrap();
    assert_session(second.credentials(), 3600);
    assert_eq!(second.source_identity(), Some("alice"));
    assert_eq!(
        arn(session(second.credentials())).await,
        assumed_role("Second", "story")
    );
}

#[tokio::test]
async fn a_transitive_tag_stays_as_it_is_in_a_chain() {
    let call = assume_role(session(red_first().await.credentials()), "Second")
        .await
        .tags(team("blue"));
    refused(call.send().await, "InvalidParameterValue", 400);

    let first = assume_role(alice(), "First")
        .await
        .tags(team("red"))
        .send()
        .await
        .unwrap();
    assume_role(session(first.credentials()), "Second")
        .await
        .tags(team("blue"))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_provider_of_credentials_takes_one_role_after_the_other() {
    let first = AssumeRoleProvider::builder(role("First"))
        .session_name("one")
        .tags([("team", "red")]);
    let second = AssumeRoleProvider::builder(role("Second")).session_name("two");
    let second = second
        .build_from_provider(first.build_from_provider(alice()).await)
        .await;
    assert_eq!(arn(second).await, assumed_role("Second", "two"));
}

#[tokio::test]
async fn a_chain_is_good_for_an_hour_at_the_most() {
    let call = assume_role(session(red_first().await.credentials()), "Second")
        .await
        .duration_seconds(3601);
    refused(call.send().await, "ValidationError", 400);
}

#[tokio::test]
async fn a_tag_that_the_users_policy_denies_is_refused() {
    refused(
        assume_role(alice(), "First")
            .await
            .tags(team("forbidden"))
            .send()
            .await,
        "AccessDenied",
        403,
    );
}

#[tokio::test]
async fn a_chain_without_the_tag_that_the_trust_policy_asks_for_is_refused() {
    refused(
        assume_role(session(first().await.credentials()), "Second")
            .await
            .send()
            .await,
        "AccessDenied",
        403,
    );
}

#[tokio::test]
async fn a_partners_role_wants_the_external_id() {
    let call = assume_role(alice(), "Partner")
        .await
        .role_arn(partners_role());
    refused(call.clone().send().await, "AccessDenied", 403);
    refused(
        call.external_id("guessed").send().await,
        "AccessDenied",
        403,
    );

    let caller = who_am_i(session(partners().await.credentials()))
        .await
        .unwrap();
    assert_eq!(caller.account(), Some(PARTNER));
    assert_eq!(
        caller.arn(),
        Some("arn:aws:sts::210987654321:assumed-role/Partner/story")
    );
}

#[tokio::test]
async fn an_assertion_gives_a_roles_credentials() {
    let answer = with_assertion("Employee", &assertion("Employee", json!({})).await)
        .await
        .unwrap();
    assert_session(answer.credentials(), 900);
    assert_eq!(
        answer.assumed_role_user().unwrap().arn(),
        assumed_role("Employee", "alice")
    );
    assert_id(
        answer.assumed_role_user().unwrap().assumed_role_id(),
        "AROA",
        ":alice",
    );
    assert_eq!(answer.subject(), Some("alice"));
    assert_eq!(answer.subject_type(), Some("persistent"));
    assert_eq!(answer.issuer(), Some("urn:understudy:saml:Corp"));
    assert_eq!(
        answer.audience(),
        Some("https://signin.aws.amazon.com/saml")
    );
    assert_eq!(answer.name_qualifier().map(str::len), Some(28));
    assert!(answer.packed_policy_size() > Some(0));
    assert_eq!(
        arn(session(answer.credentials())).await,
        assumed_role("Employee", "alice")
    );
}

#[tokio::test]
async fn an_assertion_brings_tags_and_a_source_identity() {
    let plain = with_assertion("Traced", &assertion("Traced", json!({})).await)
        .await
        .unwrap();
    let more = json!({"tags": {"team": "red".repeat(50)}, "sourceIdentity": "alice"});
    let answer = with_assertion("Traced", &assertion("Traced", more).await)
        .await
        .unwrap();
    assert_eq!(answer.source_identity(), Some("alice"));
    assert!(answer.packed_policy_size() > plain.packed_policy_size());
}

#[tokio::test]
async fn what_is_no_assertion_is_refused_and_so_is_one_that_has_expired() {
    let garbage = "Z2FyYmFnZQ==";
    let error = refused(
        with_assertion("Employee", garbage).await,
        "InvalidIdentityToken",
        400,
    );
    assert!(error.is_invalid_identity_token_exception());

    let expired = assertion("Employee", json!({"expiresIn": -60})).await;
    let error = refused(
        with_assertion("Employee", &expired).await,
        "ExpiredTokenException",
        400,
    );
    assert!(error.is_expired_token_exception());
}

#[tokio::test]
async fn a_session_token_is_good_for_the_user_itself() {
    let call = client(alice())
        .await
        .get_session_token()
        .duration_seconds(900);
    let answer = call.send().await.unwrap();
    assert_session(answer.credentials(), 900);
    assert_eq!(arn(session(answer.credentials())).await, ALICE_ARN);

    let again = client(session(answer.credentials()))
        .await
        .get_session_token();
    refused(again.send().await, "AccessDenied", 403);
}

#[tokio::test]
async fn a_federation_token_is_good_for_somebody_else() {
    let call = client(alice())
        .await
        .get_federation_token()
        .name("bob")
        .duration_seconds(900);
    let answer = call
        .policy(allow_all())
        .tags(team("red"))
        .send()
        .await
        .unwrap();
    let user = answer.federated_user().unwrap();
    assert_session(answer.credentials(), 900);
    assert_eq!(user.arn(), "arn:aws:sts::123456789012:federated-user/bob");
    assert_eq!(user.federated_user_id(), "123456789012:bob");
    assert!(answer.packed_policy_size() > Some(0));
    let caller = who_am_i(session(answer.credentials())).await.unwrap();
    assert_eq!(
        (caller.arn(), caller.user_id()),
        (Some(user.arn()), Some(user.federated_user_id()))
    );
}

#[tokio::test]
async fn an_access_key_tells_its_account() {
    let theirs = partners().await;
    for (key, account) in [
        (KEY_ID, ACCOUNT),
        (theirs.credentials().unwrap().access_key_id(), PARTNER),
    ] {
        let answer = client(alice())
            .await
            .get_access_key_info()
            .access_key_id(key)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.account(), Some(account));
    }
}

#[tokio::test]
async fn a_message_about_a_denial_is_decoded() {
    let asked = json!({"principal": ALICE_ARN, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/key"});
    let denial = control("/authorize", asked).await;
    let call = client(alice()).await.decode_authorization_message();
    let answer = call
        .encoded_message(text(&denial, "/encodedMessage"))
        .send()
        .await
        .unwrap();
    let message: Value = serde_json::from_str(answer.decoded_message().unwrap()).unwrap();
    assert_eq!(
        (&message["allowed"], &message["explicitDeny"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(text(&message, "/context/principal/arn"), ALICE_ARN);
    assert_eq!(text(&message, "/context/action"), "s3:GetObject");
    assert_eq!(
        text(&message, "/context/resource"),
        "arn:aws:s3:::bucket/key"
    );
}

#[tokio::test]
async fn a_member_accounts_root_user_does_one_task() {
    let policy = |name| {
        PolicyDescriptorType::builder()
            .arn(format!("arn:aws:iam::aws:policy/{name}"))
            .build()
    };
    let call = client(alice())
        .await
        .assume_root()
        .target_principal(PARTNER)
        .duration_seconds(900);
    let task = call
        .clone()
        .task_policy_arn(policy("root-task/IAMAuditRootUserCredentials"));
    let answer = task.send().await.unwrap();
    assert_session(answer.credentials(), 900);
    assert_eq!(
        arn(session(answer.credentials())).await,
        "arn:aws:iam::210987654321:root"
    );

    refused(
        call.task_policy_arn(policy("ReadOnlyAccess")).send().await,
        "ValidationError",
        400,
    );
}

#[tokio::test]
async fn bad_policies_and_messages_are_refused_by_name() {
    let malformed = assume_role(alice(), "First").await.policy("not json");
    let error = refused(malformed.send().await, "MalformedPolicyDocument", 400);
    assert!(error.is_malformed_policy_document_exception());

    let buckets: Vec<_> = (0..200)
        .map(|n| format!("arn:aws:s3:::bucket-{n}/*"))
        .collect();
    let statement = json!([{"Effect": "Allow", "Action": "s3:GetObject", "Resource": buckets}]);
    let huge = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    let error = refused(
        assume_role(alice(), "First")
            .await
            .policy(huge)
            .send()
            .await,
        "PackedPolicyTooLarge",
        400,
    );
    assert!(error.is_packed_policy_too_large_exception());

    let decode = client(alice())
        .await
        .decode_authorization_message()
        .encoded_message("garbage");
    let error = refused(
        decode.send().await,
        "InvalidAuthorizationMessageException",
        400,
    );
    assert!(error.is_invalid_authorization_message_exception());
}

#[tokio::test]
async fn credentials_that_were_expired_are_refused_and_no_others() {
    let (expired, other) = (first().await, first().await);
    assert_eq!(
        arn(session(expired.credentials())).await,
        assumed_role("First", "story")
    );
    let key = expired.credentials().unwrap().access_key_id();
    control("/sessions/expire", json!({"accessKeyId": key})).await;
    refused(
        who_am_i(session(expired.credentials())).await,
        "ExpiredToken",
        403,
    );
    assert_eq!(
        arn(session(other.credentials())).await,
        assumed_role("First", "story")
    );
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_key_are_told_apart() {
    refused(
        who_am_i(key(KEY_ID, "wrong")).await,
        "SignatureDoesNotMatch",
        403,
    );
    refused(
        who_am_i(key("AKIAIOSFODNN7EXAMPLE", SECRET)).await,
        "InvalidClientTokenId",
        403,
    );
}

#[tokio::test]
async fn an_eks_tokens_url_is_good_as_it_was_signed() {
    let url = presigned(session(first().await.credentials()), "my-cluster");
    let (status, body) = fetch(&url, Some("my-cluster")).await;
    assert_eq!(status, 200, "{body}");
    assert!(
        body.contains(&format!("<Arn>{}</Arn>", assumed_role("First", "story"))),
        "{body}"
    );

    assert_eq!(fetch(&altered(&url), Some("my-cluster")).await.0, 403);
    assert_eq!(fetch(&url, Some("another")).await.0, 403);
    assert_eq!(fetch(&url, None).await.0, 403);
}

/// GetCallerIdentity for a cluster, signed in the query.
fn presigned(credentials: aws_sdk_sts::config::Credentials, cluster: &str) -> String {
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(Duration::from_secs(60));
    let identity = credentials.into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name("sts")
        .time(SystemTime::now())
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let mut request = http::Request::get(format!(
        "{}/?Action=GetCallerIdentity&Version=2011-06-15",
        endpoint()
    ))
    .header("x-k8s-aws-id", cluster)
    .body(())
    .unwrap();
    let headers = [("x-k8s-aws-id", cluster)].into_iter();
    let signable = SignableRequest::new(
        "GET",
        request.uri().to_string(),
        headers,
        SignableBody::empty(),
    )
    .unwrap();
    let (instructions, _) = sign(signable, &params).unwrap().into_parts();
    instructions.apply_to_request_http1x(&mut request);
    request.uri().to_string()
}

/// The URL with another first digit of the signature.
fn altered(url: &str) -> String {
    let (before, signature) = url.split_once("X-Amz-Signature=").expect("a signature");
    let digit = if signature.starts_with('0') { '1' } else { '0' };
    format!("{before}X-Amz-Signature={digit}{}", &signature[1..])
}

async fn fetch(url: &str, cluster: Option<&str>) -> (u16, String) {
    let mut request = reqwest::Client::new().get(url);
    if let Some(cluster) = cluster {
        request = request.header("x-k8s-aws-id", cluster);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}
