"""boto3 and the AWS CLI play the same story in the scene of .ci/clients. Needs no Keycloak."""

import base64
import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path
from unittest import mock

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

import conftest

ACCOUNT = "123456789012"
PARTNER = "210987654321"
KEY = {
    "AccessKeyId": "AKIARZPUZDIKGB2VALC4",
    "SecretAccessKey": "understudy/documentation/only/EXAMPLEKEY",
}
ALICE = f"arn:aws:iam::{ACCOUNT}:user/alice"
FIRST = f"arn:aws:iam::{ACCOUNT}:role/First"
SECOND = f"arn:aws:iam::{ACCOUNT}:role/Second"
PARTNERS = f"arn:aws:iam::{PARTNER}:role/Partner"
WEB = f"arn:aws:iam::{ACCOUNT}:role/Web"
EMPLOYEE = f"arn:aws:iam::{ACCOUNT}:role/Employee"
CORP = f"arn:aws:iam::{ACCOUNT}:saml-provider/Corp"
SESSIONS = f"arn:aws:sts::{ACCOUNT}:assumed-role/"
READS = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)
RED = [{"Key": "team", "Value": "red"}]


class Refused(Exception):
    """What a client says of a refusal; boto3 has a type for it, the CLI has not."""

    def __init__(self, code, message, kind=None):
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.kind = kind


class Client:
    """One of the two clients. It learns all it knows from environment variables, as in a shell."""

    def __init__(self, server, home):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("AWS_") or k == "AWS_CA_BUNDLE"}
        self.environment = kept | {
            # Where the CLI keeps the credentials of roles, which another server does not know.
            "HOME": str(home),
            "AWS_ENDPOINT_URL_STS": server.endpoint,
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
        }

    def __call__(self, operation, signer=KEY, **parameters):
        return self.call(self.environment | signed_by(signer), operation, parameters)

    def within(self, environment, operation, **parameters):
        """Calls without a key of its own: the client's default chain has to find one in this environment."""
        return self.call(self.environment | environment, operation, parameters)


class Boto3(Client):
    def call(self, environment, operation, parameters):
        with mock.patch.dict(os.environ, environment, clear=True):
            client = boto3.Session().client("sts")
            try:
                answer = getattr(client, xform_name(operation))(**parameters)
            except ClientError as refusal:
                error = refusal.response["Error"]
                raise Refused(error["Code"], error["Message"], type(refusal).__name__) from refusal
        del answer["ResponseMetadata"]
        return json.loads(json.dumps(answer, default=datetime.isoformat))


class Cli(Client):
    def call(self, environment, operation, parameters):
        arguments = ["sts", xform_name(operation, "-")]
        for name, value in parameters.items():
            text = json.dumps(value) if isinstance(value, (dict, list)) else str(value)
            arguments += [f"--{xform_name(name, '-')}", text]
        return self.run(environment, *arguments)

    def run(self, environment, *arguments):
        command = [str(Path(sys.executable).parent / "aws"), *arguments, "--output", "json"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            error = re.search(r"An error occurred \((\w+)\) when calling the \w+ operation: (.*)", done.stderr)
            assert error, done.stderr
            raise Refused(*error.groups())
        return json.loads(done.stdout)


def signed_by(credentials):
    names = {
        "AccessKeyId": "AWS_ACCESS_KEY_ID",
        "SecretAccessKey": "AWS_SECRET_ACCESS_KEY",
        "SessionToken": "AWS_SESSION_TOKEN",
    }
    return {variable: credentials[name] for name, variable in names.items() if name in credentials}


@contextlib.contextmanager
def refused(code, kind="ClientError"):
    """Expects a refusal with this code, and of this type where the client has types."""
    with pytest.raises(Refused) as refusal:
        yield refusal
    assert refusal.value.code == code, refusal.value
    assert refusal.value.kind in (None, kind)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    scene = conftest.ROOT / ".ci" / "clients" / "understudy.yaml"
    started = conftest.start(scene, tmp_path_factory.mktemp("clients"))
    yield started
    conftest.stop(started)


@pytest.fixture(params=[Boto3, Cli], ids=["boto3", "cli"])
def sts(request, server, tmp_path):
    return request.param(server, tmp_path)


def control(server, path, **body):
    request = urllib.request.Request(
        f"{server.endpoint.rstrip('/')}/_understudy/{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def token(server, **more):
    asked = {"issuer": "https://idp.example.com", "audience": "app", "subject": "alice"}
    return control(server, "tokens", **asked | more)["token"]


def assertion(server, **more):
    asked = {"subject": "alice@corp.example", "sessionName": "alice", "roles": [EMPLOYEE]}
    return control(server, "saml/Corp/assertions", **asked | more)["SAMLAssertion"]


def arn(sts, credentials):
    return sts("GetCallerIdentity", credentials)["Arn"]


def first(sts, **parameters):
    return sts("AssumeRole", RoleArn=FIRST, RoleSessionName="one", **parameters)


def red(sts):
    """Credentials of First whose sessions, and those after them, are of the red team."""
    return first(sts, Tags=RED, TransitiveTagKeys=["team"], SourceIdentity="alice")["Credentials"]


def second(sts, signer, **parameters):
    return sts("AssumeRole", signer, RoleArn=SECOND, RoleSessionName="two", **parameters)


def web(sts, jwt, **parameters):
    # Signed by nobody: whoever has the token may call.
    return sts(
        "AssumeRoleWithWebIdentity",
        {},
        RoleArn=WEB,
        RoleSessionName="site",
        WebIdentityToken=jwt,
        **parameters,
    )


def saml(sts, response, **parameters):
    return sts(
        "AssumeRoleWithSAML",
        {},
        RoleArn=EMPLOYEE,
        PrincipalArn=CORP,
        SAMLAssertion=response,
        **parameters,
    )


def assert_credentials(credentials, seconds):
    """They are a session's, and last so long from now."""
    assert credentials.keys() == {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"}
    assert re.fullmatch(r"ASIA[A-Z2-7]{16}", credentials["AccessKeyId"])
    assert len(credentials["SecretAccessKey"]) == 40
    expiration = datetime.fromisoformat(credentials["Expiration"])
    left = expiration - datetime.now(timezone.utc)
    assert timedelta(seconds=seconds - 60) < left <= timedelta(seconds=seconds + 1)


def test_a_user_is_who_she_is(sts):
    identity = sts("GetCallerIdentity")
    assert identity.keys() == {"UserId", "Account", "Arn"}
    assert identity["UserId"].startswith("AIDA")
    assert (identity["Account"], identity["Arn"]) == (ACCOUNT, ALICE)


def test_a_wrong_secret_and_an_unknown_key(sts):
    with refused("SignatureDoesNotMatch"):
        sts("GetCallerIdentity", KEY | {"SecretAccessKey": "understudy/documentation/only/ANOTHERKEY"})
    with refused("InvalidClientTokenId"):
        sts("GetCallerIdentity", KEY | {"AccessKeyId": "AKIARZPUZDIKGB2VALC5"})


def test_the_default_chain_finds_the_token_file(server, sts, tmp_path):
    file = tmp_path / "token"
    file.write_text(token(server))
    pod = {"AWS_ROLE_ARN": WEB, "AWS_WEB_IDENTITY_TOKEN_FILE": str(file), "AWS_ROLE_SESSION_NAME": "pod"}
    assert sts.within(pod, "GetCallerIdentity")["Arn"] == SESSIONS + "Web/pod"
    file.write_text("garbage")
    with refused("InvalidIdentityToken", "InvalidIdentityTokenException"):
        sts.within(pod, "GetCallerIdentity")


def test_a_token_is_exchanged_and_everything_is_answered(server, sts):
    jwt = token(server, claims={"https://aws.amazon.com/source_identity": "alice"})
    answer = web(sts, jwt, Policy=READS, DurationSeconds=900)
    credentials, user = answer.pop("Credentials"), answer.pop("AssumedRoleUser")
    size = answer.pop("PackedPolicySize")
    assert_credentials(credentials, 900)
    assert user["Arn"] == SESSIONS + "Web/site"
    assert re.fullmatch(r"AROA[A-Z2-7]{17}:site", user["AssumedRoleId"])
    assert 0 < size <= 100
    assert answer == {
        "SubjectFromWebIdentityToken": "alice",
        "Provider": f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com",
        "Audience": "app",
        "SourceIdentity": "alice",
    }
    identity = sts("GetCallerIdentity", credentials)
    assert identity == {"UserId": user["AssumedRoleId"], "Account": ACCOUNT, "Arn": user["Arn"]}


def test_a_token_that_is_not_good_is_refused(server, sts):
    with refused("InvalidIdentityToken", "InvalidIdentityTokenException"):
        web(sts, "garbage")
    with refused("ExpiredTokenException", "ExpiredTokenException"):
        web(sts, token(server, expiresIn=-600))
    with refused("AccessDenied"):
        web(sts, token(server, subject="mallory"))


def test_a_role_with_tags_and_a_source_identity(sts):
    answer = first(sts, Tags=RED, TransitiveTagKeys=["team"], SourceIdentity="alice", DurationSeconds=7200)
    assert answer.keys() == {"Credentials", "AssumedRoleUser", "PackedPolicySize", "SourceIdentity"}
    assert_credentials(answer["Credentials"], 7200)
    assert answer["AssumedRoleUser"]["Arn"] == SESSIONS + "First/one"
    assert 0 < answer["PackedPolicySize"] <= 100
    assert answer["SourceIdentity"] == "alice"
    assert arn(sts, answer["Credentials"]) == SESSIONS + "First/one"
    assert first(sts).keys() == {"Credentials", "AssumedRoleUser"}


def test_the_next_role_sees_the_transitive_tag(sts):
    answer = second(sts, red(sts))
    assert_credentials(answer["Credentials"], 3600)
    assert answer["SourceIdentity"] == "alice"
    assert arn(sts, answer["Credentials"]) == SESSIONS + "Second/two"


def test_a_transitive_tag_cannot_be_replaced(sts):
    with refused("InvalidParameterValue"):
        second(sts, red(sts), Tags=RED)


def test_the_next_role_is_refused_without_the_tag(sts):
    with refused("AccessDenied") as refusal:
        second(sts, first(sts)["Credentials"])
    assert refusal.value.message == (
        f"User: {SESSIONS}First/one is not authorized to perform: sts:AssumeRole on resource: {SECOND}"
    )


def test_a_chain_lasts_an_hour_at_most(sts):
    session = red(sts)
    assert_credentials(second(sts, session, DurationSeconds=3600)["Credentials"], 3600)
    with refused("ValidationError"):
        second(sts, session, DurationSeconds=3601)


def test_a_tag_that_the_callers_policy_denies(sts):
    with refused("AccessDenied") as refusal:
        first(sts, Tags=[{"Key": "team", "Value": "forbidden"}])
    assert "sts:TagSession" in refusal.value.message


def test_a_session_policy_limits_the_session(sts):
    session = first(sts, Policy=READS, Tags=RED)["Credentials"]
    with refused("AccessDenied"):
        second(sts, session)


def test_a_partner_wants_the_external_id(sts):
    with refused("AccessDenied"):
        sts("AssumeRole", RoleArn=PARTNERS, RoleSessionName="us")
    answer = sts("AssumeRole", RoleArn=PARTNERS, RoleSessionName="us", ExternalId="agreed-42")
    identity = sts("GetCallerIdentity", answer["Credentials"])
    assert identity["Account"] == PARTNER
    assert identity["Arn"] == f"arn:aws:sts::{PARTNER}:assumed-role/Partner/us"


def test_profiles_take_roles(sts, tmp_path):
    config = tmp_path / "config"
    config.write_text(
        f"""
[profile alice]
aws_access_key_id = {KEY["AccessKeyId"]}
aws_secret_access_key = {KEY["SecretAccessKey"]}
[profile first]
role_arn = {FIRST}
source_profile = alice
role_session_name = profile
[profile second]
role_arn = {SECOND}
source_profile = first
[profile partner]
role_arn = {PARTNERS}
source_profile = alice
role_session_name = profile
external_id = agreed-42
[profile stranger]
role_arn = {PARTNERS}
source_profile = alice
"""
    )

    def caller(profile):
        environment = {"AWS_CONFIG_FILE": str(config), "AWS_PROFILE": profile}
        return sts.within(environment, "GetCallerIdentity")["Arn"]

    assert caller("alice") == ALICE
    assert caller("first") == SESSIONS + "First/profile"
    assert caller("partner") == f"arn:aws:sts::{PARTNER}:assumed-role/Partner/profile"
    with refused("AccessDenied") as refusal:
        caller("stranger")
    assert refusal.value.message.startswith(f"User: {ALICE} is not authorized")
    # A profile cannot pass tags, so the chain ends at the role that asks for one.
    with refused("AccessDenied") as refusal:
        caller("second")
    assert refusal.value.message.startswith(f"User: {SESSIONS}First/profile is not authorized")


def test_an_assertion_is_exchanged_and_everything_is_answered(server, sts):
    answer = saml(sts, assertion(server, sourceIdentity="alice"), Policy=READS, DurationSeconds=900)
    credentials, user = answer.pop("Credentials"), answer.pop("AssumedRoleUser")
    size = answer.pop("PackedPolicySize")
    assert_credentials(credentials, 900)
    assert user["Arn"] == SESSIONS + "Employee/alice"
    assert 0 < size <= 100
    issuer = "urn:understudy:saml:Corp"
    assert answer == {
        "Subject": "alice@corp.example",
        "SubjectType": "persistent",
        "Issuer": issuer,
        "Audience": "https://signin.aws.amazon.com/saml",
        "NameQualifier": base64.b64encode(hashlib.sha1(f"{issuer}{ACCOUNT}/Corp".encode()).digest()).decode(),
        "SourceIdentity": "alice",
    }
    assert arn(sts, credentials) == user["Arn"]


def test_an_assertion_that_is_not_good_is_refused(server, sts):
    with refused("InvalidIdentityToken", "InvalidIdentityTokenException"):
        saml(sts, base64.b64encode(b"garbage").decode())
    with refused("InvalidIdentityToken", "InvalidIdentityTokenException"):
        saml(sts, assertion(server, signature="otherKey"))
    with refused("ExpiredTokenException", "ExpiredTokenException"):
        saml(sts, assertion(server, expiresIn=-60))
    with refused("AccessDenied"):
        saml(sts, assertion(server, roles=[FIRST]))


def test_a_session_of_the_user_herself(sts):
    answer = sts("GetSessionToken", DurationSeconds=1800)
    assert answer.keys() == {"Credentials"}
    assert_credentials(answer["Credentials"], 1800)
    assert arn(sts, answer["Credentials"]) == ALICE
    with refused("AccessDenied"):
        sts("GetSessionToken", answer["Credentials"])


def test_a_federated_user(sts):
    answer = sts("GetFederationToken", Name="bob", Policy=READS, DurationSeconds=3600)
    assert answer.keys() == {"Credentials", "FederatedUser", "PackedPolicySize"}
    assert_credentials(answer["Credentials"], 3600)
    bob = f"arn:aws:sts::{ACCOUNT}:federated-user/bob"
    assert answer["FederatedUser"] == {"FederatedUserId": f"{ACCOUNT}:bob", "Arn": bob}
    assert 0 < answer["PackedPolicySize"] <= 100
    assert arn(sts, answer["Credentials"]) == bob
    with refused("AccessDenied"):
        second(sts, answer["Credentials"])


def test_another_accounts_root_user(sts):
    task = {"arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}
    answer = sts("AssumeRoot", TargetPrincipal=PARTNER, TaskPolicyArn=task, DurationSeconds=600)
    assert_credentials(answer["Credentials"], 600)
    assert arn(sts, answer["Credentials"]) == f"arn:aws:iam::{PARTNER}:root"
    with refused("AccessDenied"):
        sts("AssumeRoot", TargetPrincipal=ACCOUNT, TaskPolicyArn=task)


def test_the_account_of_a_key(sts):
    session = sts("AssumeRole", RoleArn=PARTNERS, RoleSessionName="us", ExternalId="agreed-42")["Credentials"]
    assert sts("GetAccessKeyInfo", AccessKeyId=KEY["AccessKeyId"]) == {"Account": ACCOUNT}
    assert sts("GetAccessKeyInfo", AccessKeyId=session["AccessKeyId"]) == {"Account": PARTNER}


def test_a_message_about_a_denial_is_decoded(server, sts):
    question = {"principal": FIRST, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/key"}
    encoded = control(server, "authorize", **question)["encodedMessage"]
    answer = sts("DecodeAuthorizationMessage", EncodedMessage=encoded)
    assert answer.keys() == {"DecodedMessage"}
    decoded = json.loads(answer["DecodedMessage"])
    assert (decoded["allowed"], decoded["explicitDeny"]) == (False, False)
    assert decoded["context"]["action"] == question["action"]
    assert decoded["context"]["resource"] == question["resource"]
    assert decoded["context"]["principal"]["arn"] == FIRST
    with refused("InvalidAuthorizationMessageException", "InvalidAuthorizationMessageException"):
        sts("DecodeAuthorizationMessage", EncodedMessage="garbage")


def test_session_policies_that_are_not_good(sts):
    with refused("MalformedPolicyDocument", "MalformedPolicyDocumentException"):
        first(sts, Policy="not json")
    resources = [f"arn:aws:s3:::{hashlib.sha256(bytes([n])).hexdigest()}/*" for n in range(100)]
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": resources}
    with refused("PackedPolicyTooLarge", "PackedPolicyTooLargeException"):
        first(sts, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


def test_a_session_that_was_expired(server, sts):
    ended, other = first(sts)["Credentials"], first(sts)["Credentials"]
    assert arn(sts, ended) == SESSIONS + "First/one"
    control(server, "sessions/expire", accessKeyId=ended["AccessKeyId"])
    with refused("ExpiredToken"):
        arn(sts, ended)
    assert arn(sts, other) == SESSIONS + "First/one"


# A cluster's token: a presigned call, which the cluster sends to find out who signed.


@pytest.fixture(scope="module")
def cli(server, tmp_path_factory):
    return Cli(server, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def presigned(cli):
    return eks_token(cli)


def eks_token(cli, *options):
    """The URL that is in a token for the cluster demo."""
    environment = cli.environment | signed_by(KEY)
    answer = cli.run(environment, "eks", "get-token", "--cluster-name", "demo", *options)
    prefix, encoded = answer["status"]["token"].split(".")
    assert (answer["kind"], prefix) == ("ExecCredential", "k8s-aws-v1")
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()


def fetched(url, **headers):
    """The status and the answer to a GET of the URL, as a cluster sends it."""
    request = urllib.request.Request(url, headers={"Accept": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def demo(url):
    return fetched(url, **{"x-k8s-aws-id": "demo"})


def caller_of(answer):
    return answer["GetCallerIdentityResponse"]["GetCallerIdentityResult"]["Arn"]


def test_a_cluster_learns_who_signed(server, presigned):
    assert presigned.startswith(server.endpoint)
    status, answer = demo(presigned)
    assert (status, caller_of(answer)) == (200, ALICE)


def test_another_cluster_does_not(presigned):
    refusals = [fetched(presigned), fetched(presigned, **{"x-k8s-aws-id": "other"})]
    assert [(status, answer["Error"]["Code"]) for status, answer in refusals] == [
        (403, "SignatureDoesNotMatch"),
        (403, "SignatureDoesNotMatch"),
    ]


@pytest.mark.parametrize(
    ("parameter", "position"),
    [("X-Amz-Credential", 19), ("X-Amz-Date", 14), ("X-Amz-Expires", 0), ("X-Amz-Signature", 63)],
)
def test_a_token_with_another_character_is_refused(presigned, parameter, position):
    at = presigned.index(f"{parameter}=") + len(f"{parameter}=") + position
    other = "1" if presigned[at] != "1" else "2"
    assert demo(presigned[:at] + other + presigned[at + 1 :])[0] == 403


def test_a_token_of_a_role_ends_with_its_session(server, cli):
    url = eks_token(cli, "--role-arn", FIRST)
    status, answer = demo(url)
    assert (status, caller_of(answer)) == (200, SESSIONS + "First/EKSGetTokenAuth")
    credential = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["X-Amz-Credential"][0]
    control(server, "sessions/expire", accessKeyId=credential.split("/")[0])
    status, answer = demo(url)
    assert (status, answer["Error"]["Code"]) == (403, "ExpiredToken")
