"""Keycloak, started for real, signs alice in to AWS; boto3 and the AWS CLI exchange its SAML responses."""

import base64
import json
import urllib.request

import botocore
import pytest

import conftest
import saml_client
from conftest import ISSUER, SECRET
from test_keycloak import cli, sts


@pytest.fixture(scope="module")
def understudy(keycloak, tmp_path_factory):
    workdir = tmp_path_factory.mktemp("saml")
    with urllib.request.urlopen(f"{keycloak}/realms/dev/protocol/saml/descriptor", timeout=10) as answer:
        (workdir / "keycloak.xml").write_bytes(answer.read())
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Federated": saml_client.PROVIDER},
                "Action": "sts:AssumeRoleWithSAML",
                "Condition": {"StringEquals": {"saml:aud": saml_client.SIGN_IN, "saml:sub": "alice"}},
            }
        ],
    }
    config = workdir / "understudy.yaml"
    config.write_text(
        json.dumps(
            {
                "samlProviders": [{"Name": "Keycloak", "SamlMetadataDocument": "keycloak.xml"}],
                "roles": [{"RoleName": "saml-reader", "AssumeRolePolicyDocument": trust}],
            }
        )
    )
    server = conftest.start(config, workdir)
    yield server
    conftest.stop(server)


def response(keycloak, url_name="aws"):
    return saml_client.sign_in(keycloak, ISSUER, SECRET, url_name)


def assume(server, assertion):
    return sts(server).assume_role_with_saml(
        RoleArn=saml_client.ROLE, PrincipalArn=saml_client.PROVIDER, SAMLAssertion=assertion
    )


def test_boto3_exchanges_a_response_and_uses_the_credentials(keycloak, understudy):
    answer = assume(understudy, response(keycloak))
    assert answer["Issuer"] == f"{ISSUER}/realms/dev"
    assert answer["Subject"] == "alice"
    assert answer["Audience"] == saml_client.SIGN_IN
    credentials = answer["Credentials"]
    identity = sts(
        understudy,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    ).get_caller_identity()
    assert identity["Arn"] == "arn:aws:sts::123456789012:assumed-role/saml-reader/alice"


@pytest.mark.parametrize("url_name", ["aws-response", "aws-both"])
def test_a_signature_over_the_response_is_verified_as_well(keycloak, understudy, url_name):
    assert assume(understudy, response(keycloak, url_name))["Subject"] == "alice"


def test_the_cli_reads_the_response_from_a_file(keycloak, understudy, tmp_path):
    file = tmp_path / "response.log"
    file.write_text(response(keycloak) + "\n")
    answer = cli(
        understudy,
        "sts",
        "assume-role-with-saml",
        "--role-arn",
        saml_client.ROLE,
        "--principal-arn",
        saml_client.PROVIDER,
        "--saml-assertion",
        f"file://{file}",
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["SubjectType"].endswith("unspecified")


def refused(server, assertion):
    with pytest.raises(botocore.exceptions.ClientError) as refusal:
        assume(server, assertion)
    return refusal.value.response["Error"]


def test_boto3_gets_the_code_of_each_refusal(keycloak, understudy):
    good = base64.b64decode(response(keycloak)).decode()
    assert ">alice<" in good
    tampered = base64.b64encode(good.replace(">alice<", ">mallory<").encode()).decode()
    for assertion in (tampered, response(keycloak, "aws-sha1")):
        error = refused(understudy, assertion)
        assert (error["Code"], error["Message"]) == ("InvalidIdentityToken", "Response signature invalid")
    error = refused(understudy, response(keycloak, "another-service"))
    assert error["Message"] == "Response does not contain the required audience."
    assert "#rsa-sha1" in understudy.logged(), understudy.logged()
