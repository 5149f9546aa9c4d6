//! What the steps of the story have in common: the scene's names, clients, and what the control API hands out.

use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

use aws_config::BehaviorVersion;
use aws_sdk_sts::Client;
use aws_sdk_sts::config::{Credentials, ProvideCredentials};
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::builders::AssumeRoleFluentBuilder;
use aws_sdk_sts::operation::get_caller_identity::{
    GetCallerIdentityError, GetCallerIdentityOutput,
};
use aws_sdk_sts::types::{self, Tag};
use serde_json::{Value, json};

pub const ACCOUNT: &str = "123456789012";
pub const PARTNER: &str = "210987654321";
pub const ALICE_ARN: &str = "arn:aws:iam::123456789012:user/alice";
pub const SAML_PROVIDER: &str = "arn:aws:iam::123456789012:saml-provider/Corp";
pub const KEY_ID: &str = "AKIARZPUZDIKGB2VALC4";
pub const SECRET: &str = "understudy/documentation/only/EXAMPLEKEY";

/// Where Understudy listens.
pub fn endpoint() -> String {
    std::env::var("AWS_ENDPOINT_URL_STS")
        .expect("AWS_ENDPOINT_URL_STS, which .ci/clients/run.sh sets")
}

pub fn role(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{name}")
}

pub fn assumed_role(name: &str, session: &str) -> String {
    format!("arn:aws:sts::{ACCOUNT}:assumed-role/{name}/{session}")
}

pub fn key(id: &str, secret: &str) -> Credentials {
    Credentials::new(id, secret, None, None, "story")
}

pub fn alice() -> Credentials {
    key(KEY_ID, SECRET)
}

/// What an answer's credentials sign with.
pub fn session(given: Option<&types::Credentials>) -> Credentials {
    let given = given.expect("credentials");
    Credentials::new(
        given.access_key_id(),
        given.secret_access_key(),
        Some(given.session_token().into()),
        None,
        "story",
    )
}

/// A client that signs with these credentials.
pub async fn client(credentials: impl ProvideCredentials + 'static) -> Client {
    let config = aws_config::defaults(BehaviorVersion::latest())
        .credentials_provider(credentials)
        .load()
        .await;
    Client::new(&config)
}

/// A client that cannot sign.
pub async fn anybody() -> Client {
    Client::new(
        &aws_config::defaults(BehaviorVersion::latest())
            .no_credentials()
            .load()
            .await,
    )
}

pub async fn who_am_i(
    credentials: impl ProvideCredentials + 'static,
) -> Result<GetCallerIdentityOutput, SdkError<GetCallerIdentityError>> {
    client(credentials).await.get_caller_identity().send().await
}

/// The ARN that these credentials show.
pub async fn arn(credentials: impl ProvideCredentials + 'static) -> String {
    who_am_i(credentials).await.unwrap().arn.unwrap()
}

/// A call that takes a role of the account, to add to and send.
pub async fn assume_role(
    credentials: impl ProvideCredentials + 'static,
    name: &str,
) -> AssumeRoleFluentBuilder {
    client(credentials)
        .await
        .assume_role()
        .role_arn(role(name))
        .role_session_name("story")
}

pub fn team(value: &str) -> Tag {
    Tag::builder().key("team").value(value).build().unwrap()
}

/// The answer of a call to the control API.
pub async fn control(path: &str, body: Value) -> Value {
    let url = format!("{}/_understudy{path}", endpoint());
    let answer = reqwest::Client::new()
        .post(url)
        .json(&body)
        .send()
        .await
        .unwrap();
    let status = answer.status();
    let json: Value = answer.json().await.unwrap();
    assert!(status.is_success(), "{path}: {status} {json}");
    json
}

/// A text that an answer must have.
pub fn text<'a>(answer: &'a Value, pointer: &str) -> &'a str {
    answer
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("no text {pointer} in {answer}"))
}

/// A token for alice and the app, with what else is asked for.
pub async fn token(more: Value) -> String {
    let body = json!({"issuer": "https://idp.example.com", "audience": "app", "subject": "alice"});
    text(&control("/tokens", merged(body, more)).await, "/token").to_owned()
}

/// Corp's assertion that alice may take this role, with what else is asked for.
pub async fn assertion(name: &str, more: Value) -> String {
    let body = json!({"subject": "alice", "sessionName": "alice", "roles": [role(name)]});
    text(
        &control("/saml/Corp/assertions", merged(body, more)).await,
        "/SAMLAssertion",
    )
    .to_owned()
}

fn merged(mut body: Value, more: Value) -> Value {
    let Value::Object(more) = more else {
        panic!("no object: {more}")
    };
    body.as_object_mut().unwrap().extend(more);
    body
}

/// The service's error, if the call was refused with this code and status.
#[track_caller]
pub fn refused<T: Debug, E: ProvideErrorMetadata + Debug>(
    result: Result<T, SdkError<E>>,
    code: &str,
    status: u16,
) -> E {
    let error = result.expect_err("the call was to be refused");
    let response = error
        .raw_response()
        .unwrap_or_else(|| panic!("not refused by the server: {error:?}"));
    assert_eq!(
        (response.status().as_u16(), error.code()),
        (status, Some(code)),
        "{error:?}"
    );
    match error {
        SdkError::ServiceError(refusal) => refusal.into_err(),
        other => panic!("the SDK could not read the refusal: {other:?}"),
    }
}

/// Checks that an id has one of AWS's prefixes and the right length.
#[track_caller]
pub fn assert_id(id: &str, prefix: &str, suffix: &str) {
    let unique = id
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_suffix(suffix));
    let form = |unique: &str| {
        unique.len() >= 16
            && unique
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    assert!(
        unique.is_some_and(form),
        "{id} is not of the form {prefix}…{suffix}"
    );
}

/// Checks that credentials are a session's, complete, and end in so many seconds.
#[track_caller]
pub fn assert_session(given: Option<&types::Credentials>, seconds: u64) {
    let given = given.expect("credentials");
    assert_id(given.access_key_id(), "ASIA", "");
    assert_eq!(given.secret_access_key().len(), 40);
    assert!(given.session_token().len() > 100);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let left = given.expiration().secs().cast_unsigned() - now;
    assert!(
        left.abs_diff(seconds) < 60,
        "{left} seconds are left, not {seconds}"
    );
}
