"""Keycloak, started for real, signs the tokens; the AWS CLI and boto3 exchange them.

The issuer is an https address that nobody answers; the keys come from jwksUri, as in a compose network.
"""

import base64
import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import boto3
import botocore
import pytest
from botocore.config import Config

import conftest
from conftest import ISSUER, SECRET

ROLE = "arn:aws:iam::123456789012:role/mobile"


@pytest.fixture(scope="session")
def understudy(keycloak, workdir):
    issuer = f"{ISSUER}/realms/dev"
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {
                    "Federated": "arn:aws:iam::123456789012:oidc-provider/keycloak.example.test/realms/dev"
                },
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {"StringEquals": {"keycloak.example.test/realms/dev:aud": "mobile-app"}},
            }
        ],
    }
    config = workdir / "understudy.yaml"
    config.write_text(
        json.dumps(
            {
                "issuers": {issuer: {"jwksUri": f"{keycloak}/realms/dev/protocol/openid-connect/certs"}},
                "oidcProviders": [{"Url": issuer, "ClientIdList": ["mobile-app"]}],
                "roles": [{"RoleName": "mobile", "AssumeRolePolicyDocument": trust}],
            }
        )
    )
    server = conftest.start(config, workdir)
    yield server
    conftest.stop(server)


def token(keycloak, name="dev", client="mobile-app"):
    form = urllib.parse.urlencode(
        {
            "grant_type": "password",
            "scope": "openid",
            "client_id": client,
            "client_secret": SECRET,
            "username": "alice",
            "password": SECRET,
        }
    ).encode()
    url = f"{keycloak}/realms/{name}/protocol/openid-connect/token"
    with urllib.request.urlopen(url, form, timeout=10) as answer:
        return json.load(answer)["id_token"]


def claims(jwt):
    payload = jwt.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def sts(server, **credentials):
    return boto3.client(
        "sts",
        endpoint_url=server.endpoint,
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1}),
        **credentials,
    )


def assume(server, jwt):
    return sts(server).assume_role_with_web_identity(
        RoleArn=ROLE, RoleSessionName="alice", WebIdentityToken=jwt
    )


def cli(server, *arguments, **environment):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("AWS_") or k == "AWS_CA_BUNDLE"}
    clean |= {
        "AWS_ENDPOINT_URL_STS": server.endpoint,
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
    }
    command = [str(Path(sys.executable).parent / "aws"), *arguments, "--output", "json"]
    return subprocess.run(command, env=clean | environment, capture_output=True, text=True, timeout=60)


def tampered(jwt):
    header, payload, signature = jwt.split(".")
    changed = {**claims(jwt), "sub": "somebody-else"}
    payload = base64.urlsafe_b64encode(json.dumps(changed).encode()).rstrip(b"=").decode()
    return ".".join((header, payload, signature))


def test_boto3_exchanges_a_token_and_uses_the_credentials(keycloak, understudy):
    jwt = token(keycloak)
    answer = assume(understudy, jwt)
    assert answer["SubjectFromWebIdentityToken"] == claims(jwt)["sub"]
    assert answer["Provider"] == "arn:aws:iam::123456789012:oidc-provider/keycloak.example.test/realms/dev"
    assert answer["Audience"] == "mobile-app"
    credentials = answer["Credentials"]
    identity = sts(
        understudy,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    ).get_caller_identity()
    assert identity["Arn"] == "arn:aws:sts::123456789012:assumed-role/mobile/alice"
    assert identity["UserId"] == answer["AssumedRoleUser"]["AssumedRoleId"]


def test_the_cli_finds_the_token_file_by_itself(keycloak, understudy, tmp_path):
    file = tmp_path / "token"
    file.write_text(token(keycloak))
    answer = cli(
        understudy,
        "sts",
        "get-caller-identity",
        AWS_WEB_IDENTITY_TOKEN_FILE=str(file),
        AWS_ROLE_ARN=ROLE,
        AWS_ROLE_SESSION_NAME="from-the-cli",
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["Arn"] == "arn:aws:sts::123456789012:assumed-role/mobile/from-the-cli"


def refusals(keycloak):
    return [
        ("a tampered token", tampered(token(keycloak)), "InvalidIdentityToken"),
        ("a wrong audience", token(keycloak, client="another-app"), "InvalidIdentityToken"),
        ("another realm's token", token(keycloak, name="other"), "InvalidIdentityToken"),
    ]


def test_boto3_gets_the_code_of_each_refusal(keycloak, understudy):
    for name, jwt, code in refusals(keycloak):
        with pytest.raises(botocore.exceptions.ClientError) as refusal:
            assume(understudy, jwt)
        assert refusal.value.response["Error"]["Code"] == code, name


def test_the_cli_gets_the_code_of_each_refusal(keycloak, understudy):
    for name, jwt, code in refusals(keycloak):
        answer = cli(
            understudy,
            "sts",
            "assume-role-with-web-identity",
            "--role-arn",
            ROLE,
            "--role-session-name",
            "cli",
            "--web-identity-token",
            jwt,
        )
        assert answer.returncode != 0 and f"({code})" in answer.stderr, f"{name}: {answer.stderr}"


def test_the_log_says_why_and_holds_no_token(keycloak, understudy):
    jwt = token(keycloak, name="other")
    with pytest.raises(botocore.exceptions.ClientError):
        assume(understudy, jwt)
    log = understudy.logged()
    assert f"issuer={ISSUER}/realms/other" in log
    assert jwt not in log and jwt.split(".")[2] not in log
