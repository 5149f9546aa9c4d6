"""The AWS CLI and boto3 with the identity pool of the packaged configuration. Needs no Keycloak."""

import json
import urllib.request

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

import conftest
from test_keycloak import cli, sts

POOL = "us-east:12345678-ffff-ffff-ffff-123456"
GOOGLE = "accounts.google.com"
APP = "666777888999000"
SERVER = "server.example.com"
ROLES = "arn:aws:iam::123456789012:role/"
SESSIONS = "arn:aws:sts::123456789012:assumed-role/"
ALICE = {
    "aws_access_key_id": "AKIARZPUZDIKGB2VALC4",
    "aws_secret_access_key": "understudy/documentation/only/EXAMPLEKEY",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    started = conftest.start(conftest.ROOT / "config" / "understudy.yaml", tmp_path_factory.mktemp("cognito"))
    yield started
    conftest.stop(started)


@pytest.fixture(autouse=True)
def as_configured(server):
    yield
    control(server, "reset")


@pytest.fixture
def guest(server):
    return client(server, config=unsigned())


@pytest.fixture
def alice(server):
    return client(server, **ALICE)


def unsigned():
    return Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})


def client(server, config=Config(retries={"total_max_attempts": 1}), **credentials):
    return boto3.client(
        "cognito-identity",
        endpoint_url=server.endpoint,
        region_name="us-east-1",
        config=config,
        **credentials,
    )


def control(server, path, body=None):
    request = urllib.request.Request(
        f"{server.endpoint.rstrip('/')}/_understudy/{path}",
        json.dumps(body or {}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or b"{}")


def google(server, subject="42", **more):
    return control(server, "tokens", {"issuer": GOOGLE, "audience": APP, "subject": subject, **more})["token"]


def login(server, **token):
    return {GOOGLE: google(server, **token)}


def arn(server, credentials, secret="SecretKey"):
    return sts(
        server,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials[secret],
        aws_session_token=credentials["SessionToken"],
    ).get_caller_identity()["Arn"]


def aws(server, *arguments, **environment):
    return cli(
        server,
        *arguments,
        AWS_ENDPOINT_URL_COGNITO_IDENTITY=server.endpoint,
        AWS_SHARED_CREDENTIALS_FILE="/dev/null",
        AWS_CONFIG_FILE="/dev/null",
        **environment,
    )


def said(answer):
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def code(call, **parameters):
    with pytest.raises(ClientError) as refusal:
        call(**parameters)
    return refusal.value.response["Error"]["Code"]


def test_the_cli_takes_a_guest_through_the_basic_flow(server):
    guest = said(aws(server, "cognito-identity", "get-id", "--identity-pool-id", POOL))["IdentityId"]
    opened = said(aws(server, "cognito-identity", "get-open-id-token", "--identity-id", guest))
    session = said(
        aws(
            server,
            "sts",
            "assume-role-with-web-identity",
            "--role-arn",
            ROLES + "RoleForCognitoGuests",
            "--role-session-name",
            "app",
            "--web-identity-token",
            opened["Token"],
        )
    )
    assert session["SubjectFromWebIdentityToken"] == guest == opened["IdentityId"]
    assert session["Audience"] == POOL
    credentials = session["Credentials"]
    identity = said(
        aws(
            server,
            "sts",
            "get-caller-identity",
            AWS_ACCESS_KEY_ID=credentials["AccessKeyId"],
            AWS_SECRET_ACCESS_KEY=credentials["SecretAccessKey"],
            AWS_SESSION_TOKEN=credentials["SessionToken"],
        )
    )
    assert identity["Arn"] == SESSIONS + "RoleForCognitoGuests/app"


def test_the_cli_takes_a_user_through_the_enhanced_flow(server):
    logins = json.dumps(login(server))
    user = said(
        aws(server, "cognito-identity", "get-id", "--identity-pool-id", POOL, "--logins", logins)
    )["IdentityId"]
    answer = said(
        aws(
            server,
            "cognito-identity",
            "get-credentials-for-identity",
            "--identity-id",
            user,
            "--logins",
            logins,
        )
    )
    assert answer["IdentityId"] == user
    assert arn(server, answer["Credentials"]) == SESSIONS + "RoleForCognito/CognitoIdentityCredentials"


def test_boto3_goes_the_enhanced_flow_as_a_guest(server, guest):
    identity = guest.get_id(IdentityPoolId=POOL)["IdentityId"]
    credentials = guest.get_credentials_for_identity(IdentityId=identity)["Credentials"]
    assert arn(server, credentials) == SESSIONS + "RoleForCognitoGuests/CognitoIdentityCredentials"
    assert guest.get_id(IdentityPoolId=POOL)["IdentityId"] != identity


def test_boto3_goes_the_basic_flow_with_a_login(server, guest):
    identity = guest.get_id(IdentityPoolId=POOL, Logins=login(server))["IdentityId"]
    token = guest.get_open_id_token(IdentityId=identity, Logins=login(server))["Token"]

    def assume(role):
        return sts(server).assume_role_with_web_identity(
            RoleArn=ROLES + role, RoleSessionName="app", WebIdentityToken=token
        )

    credentials = assume("RoleForCognito")["Credentials"]
    assert arn(server, credentials, "SecretAccessKey") == SESSIONS + "RoleForCognito/app"
    assert code(lambda: assume("RoleForCognitoGuests")) == "AccessDenied"


def test_a_logins_identity_is_the_same_after_a_reset(server, guest):
    before = guest.get_id(IdentityPoolId=POOL, Logins=login(server))["IdentityId"]
    control(server, "reset")
    assert code(guest.get_credentials_for_identity, IdentityId=before) == "ResourceNotFoundException"
    assert guest.get_id(IdentityPoolId=POOL, Logins=login(server))["IdentityId"] == before
    assert guest.get_id(IdentityPoolId=POOL, Logins=login(server, subject="43"))["IdentityId"] != before


def test_alice_administers_pools_with_boto3(server, guest, alice):
    made = alice.create_identity_pool(
        IdentityPoolName="Orders",
        AllowUnauthenticatedIdentities=False,
        OpenIdConnectProviderARNs=["arn:aws:iam::123456789012:oidc-provider/" + SERVER],
    )["IdentityPoolId"]
    listed = alice.list_identity_pools(MaxResults=60)["IdentityPools"]
    assert {pool["IdentityPoolId"] for pool in listed} == {POOL, made}

    token = control(
        server,
        "tokens",
        {"issuer": "https://" + SERVER, "audience": "appid_from_oidc_idp", "subject": "alice"},
    )["token"]
    identity = guest.get_id(IdentityPoolId=made, Logins={SERVER: token})["IdentityId"]
    described = alice.describe_identity(IdentityId=identity)
    assert described["Logins"] == [SERVER]
    assert described["CreationDate"].tzinfo is not None
    assert [one["IdentityId"] for one in alice.list_identities(IdentityPoolId=made, MaxResults=60)["Identities"]] == [
        identity
    ]

    roles = {"authenticated": ROLES + "RoleForCognito"}
    alice.set_identity_pool_roles(IdentityPoolId=made, Roles=roles)
    assert alice.get_identity_pool_roles(IdentityPoolId=made)["Roles"] == roles
    alice.update_identity_pool(IdentityPoolId=made, IdentityPoolName="Bills", AllowUnauthenticatedIdentities=True)
    assert alice.describe_identity_pool(IdentityPoolId=made)["IdentityPoolName"] == "Bills"
    assert alice.delete_identities(IdentityIdsToDelete=[identity])["UnprocessedIdentityIds"] == []
    alice.delete_identity_pool(IdentityPoolId=made)
    assert code(alice.describe_identity_pool, IdentityPoolId=made) == "ResourceNotFoundException"


def test_alice_administers_pools_with_the_cli(server):
    signed = {
        "AWS_ACCESS_KEY_ID": ALICE["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": ALICE["aws_secret_access_key"],
    }
    described = said(
        aws(server, "cognito-identity", "describe-identity-pool", "--identity-pool-id", POOL, **signed)
    )
    assert described["SupportedLoginProviders"] == {GOOGLE: APP}
    listed = said(aws(server, "cognito-identity", "list-identity-pools", "--max-results", "60", **signed))
    assert [pool["IdentityPoolName"] for pool in listed["IdentityPools"]] == ["MobileApp"]


def test_rules_choose_the_role(server, guest, alice):
    alice.set_identity_pool_roles(
        IdentityPoolId=POOL,
        Roles={"authenticated": ROLES + "RoleForCognito"},
        RoleMappings={
            GOOGLE: {
                "Type": "Rules",
                "AmbiguousRoleResolution": "Deny",
                "RulesConfiguration": {
                    "Rules": [
                        {
                            "Claim": "hd",
                            "MatchType": "Equals",
                            "Value": "example.com",
                            "RoleARN": ROLES + "RoleForCognito",
                        }
                    ]
                },
            }
        },
    )

    def credentials(**claims):
        logins = login(server, claims=claims)
        identity = guest.get_id(IdentityPoolId=POOL, Logins=logins)["IdentityId"]
        return guest.get_credentials_for_identity(IdentityId=identity, Logins=logins)["Credentials"]

    assert arn(server, credentials(hd="example.com")).startswith(SESSIONS + "RoleForCognito/")
    assert code(credentials, hd="another.example") == "NotAuthorizedException"


def test_a_developers_server_signs_a_user_in(server, guest, alice):
    alice.update_identity_pool(
        IdentityPoolId=POOL,
        IdentityPoolName="MobileApp",
        AllowUnauthenticatedIdentities=True,
        DeveloperProviderName="login.my.app",
    )
    opened = alice.get_open_id_token_for_developer_identity(
        IdentityPoolId=POOL, Logins={"login.my.app": "user-7"}
    )
    credentials = guest.get_credentials_for_identity(
        IdentityId=opened["IdentityId"], Logins={"cognito-identity.amazonaws.com": opened["Token"]}
    )["Credentials"]
    assert arn(server, credentials) == SESSIONS + "RoleForCognito/CognitoIdentityCredentials"


def bad_logins(server):
    return [
        ("another app", login(server, audience="another"), "NotAuthorizedException"),
        ("expired", login(server, expiresIn=-3600), "NotAuthorizedException"),
        ("not signed", login(server, algorithm="none"), "NotAuthorizedException"),
        ("no token", {GOOGLE: "nonsense"}, "NotAuthorizedException"),
        ("not a provider of the pool", {SERVER: google(server)}, "NotAuthorizedException"),
    ]


def test_boto3_gets_the_code_of_each_refusal(server, guest, alice):
    for name, logins, expected in bad_logins(server):
        assert code(guest.get_id, IdentityPoolId=POOL, Logins=logins) == expected, name
    owner = guest.get_id(IdentityPoolId=POOL, Logins=login(server))["IdentityId"]
    visitor = guest.get_id(IdentityPoolId=POOL)["IdentityId"]
    nobody = "us-east:00000000-0000-0000-0000-000000000000"
    made = alice.create_identity_pool(IdentityPoolName="Bare", AllowUnauthenticatedIdentities=True)["IdentityPoolId"]
    bare = guest.get_id(IdentityPoolId=made)["IdentityId"]
    forger = client(server, **ALICE | {"aws_secret_access_key": "wrong"})
    stranger = client(server, **ALICE | {"aws_access_key_id": "AKIARZPUZDIKGB2VALC5"})
    refusals = [
        (guest.get_id, {"IdentityPoolId": nobody}, "ResourceNotFoundException"),
        (guest.get_id, {"IdentityPoolId": "nonsense"}, "ValidationException"),
        (guest.get_credentials_for_identity, {"IdentityId": nobody}, "ResourceNotFoundException"),
        (guest.get_credentials_for_identity, {"IdentityId": owner}, "NotAuthorizedException"),
        (guest.get_open_id_token, {"IdentityId": owner}, "NotAuthorizedException"),
        (
            guest.get_credentials_for_identity,
            {"IdentityId": visitor, "Logins": login(server)},
            "ResourceConflictException",
        ),
        (guest.get_credentials_for_identity, {"IdentityId": bare}, "InvalidIdentityPoolConfigurationException"),
        (guest.get_open_id_token, {"IdentityId": bare}, "InvalidParameterException"),
        (guest.list_identity_pools, {"MaxResults": 1}, "MissingAuthenticationTokenException"),
        (forger.list_identity_pools, {"MaxResults": 1}, "InvalidSignatureException"),
        (stranger.list_identity_pools, {"MaxResults": 1}, "UnrecognizedClientException"),
    ]
    for call, parameters, expected in refusals:
        assert code(call, **parameters) == expected, (call.__name__, parameters)


def test_who_has_no_leave_administers_nothing(server, guest):
    identity = guest.get_id(IdentityPoolId=POOL)["IdentityId"]
    credentials = guest.get_credentials_for_identity(IdentityId=identity)["Credentials"]
    visitor = client(
        server,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretKey"],
        aws_session_token=credentials["SessionToken"],
    )
    assert code(visitor.delete_identity_pool, IdentityPoolId=POOL) == "AccessDeniedException"


def test_the_cli_gets_the_code_of_each_refusal(server):
    for name, logins, expected in bad_logins(server):
        answer = aws(
            server, "cognito-identity", "get-id", "--identity-pool-id", POOL, "--logins", json.dumps(logins)
        )
        assert answer.returncode != 0 and f"({expected})" in answer.stderr, f"{name}: {answer.stderr}"


def test_the_log_says_why_and_holds_no_token(server, guest):
    logins = login(server, audience="another")
    code(guest.get_id, IdentityPoolId=POOL, Logins=logins)
    log = server.logged()
    assert "refused GetId" in log and f"registered with the provider {GOOGLE}" in log
    assert logins[GOOGLE].split(".")[2] not in log
