"""Prints, as JSON, what Python's clients send when they sign with a fixed key at a fixed time; nothing is sent.

The AWS CLI makes a token for EKS, botocore signs calls in the header and in the query, and the same through its binding
of the Common Runtime signs with SigV4A.
"""

import base64
import datetime
import io
import json
import sys
import urllib.parse
from contextlib import redirect_stdout
from unittest import mock

import awscli.clidriver  # first: it brings a botocore of its own
import botocore.auth
import botocore.awsrequest
import botocore.crt.auth
import botocore.session
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 11, 21, 12, 0, 0, tzinfo=datetime.timezone.utc)
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "IQoJb3JpZ2luX2Vj+token/with=signs"
LONG_TERM = Credentials("AKIAIOSFODNN7EXAMPLE", SECRET)
TEMPORARY = Credentials("ASIAIOSFODNN7EXAMPLE", SECRET, TOKEN)
CALL = {"Action": "GetCallerIdentity", "Version": "2011-06-15"}
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


def now(remove_tzinfo=True):
    return NOW.replace(tzinfo=None) if remove_tzinfo else NOW


def vector(client, name, method, url, headers, body, region):
    parts = urllib.parse.urlsplit(url)
    sent = [[key, value.decode() if isinstance(value, bytes) else value] for key, value in headers]
    if not any(key.lower() == "host" for key, _ in sent):
        sent.append(["Host", parts.netloc])
    body = body.decode() if isinstance(body, bytes) else body or ""
    return {
        "client": client,
        "name": name,
        "region": region,
        "method": method,
        "path": parts.path or "/",
        "query": parts.query,
        "headers": sent,
        "body": body,
    }


def botocore_call(name, credentials, region, operation, **parameters):
    """What botocore would hand to its HTTP client for an operation."""
    session = botocore.session.get_session()
    session.set_credentials(credentials.access_key, credentials.secret_key, credentials.token)
    client = session.create_client("sts", region_name=region, endpoint_url=f"https://sts.{region}.amazonaws.com")
    captured = []

    def instead_of_sending(request, **_):
        captured.append(request)
        return botocore.awsrequest.AWSResponse(request.url, 200, {}, Raw(operation))

    client.meta.events.register("before-send.sts.*", instead_of_sending)
    getattr(client, operation)(**parameters)
    request = captured[0]
    return vector("botocore", name, request.method, request.url, request.headers.items(), request.body, region)


class Raw(io.BytesIO):
    """An answer's body."""

    def __init__(self, operation):
        action = "".join(word.capitalize() for word in operation.split("_"))
        super().__init__(f"<{action}Response><{action}Result/></{action}Response>".encode())

    def stream(self, **_):
        yield self.read()


def botocore_presigned(name, credentials, region):
    session = botocore.session.get_session()
    session.set_credentials(credentials.access_key, credentials.secret_key, credentials.token)
    client = session.create_client("sts", region_name=region, endpoint_url=f"https://sts.{region}.amazonaws.com")
    url = client.generate_presigned_url("get_caller_identity", ExpiresIn=60, HttpMethod="GET")
    return vector("botocore", name, "GET", url, [], "", region)


def signed(client, name, signer, method, region, signs_for, headers=None, query="", body=""):
    url = f"https://sts.{region}.amazonaws.com/{query}"
    request = botocore.awsrequest.AWSRequest(method=method, url=url, data=body, headers=headers or {})
    signer.add_auth(request)
    request = request.prepare()
    return vector(client, name, method, request.url, request.headers.items(), request.body, signs_for)


def eks_token(name, credentials, region):
    """`aws eks get-token`, and the presigned call that is inside."""
    driver = awscli.clidriver.create_clidriver()
    driver.session.set_credentials(credentials.access_key, credentials.secret_key, credentials.token)
    printed = io.StringIO()
    with redirect_stdout(printed):
        driver.main(["eks", "get-token", "--cluster-name", "my-cluster", "--region", region])
    token = json.loads(printed.getvalue())["status"]["token"]
    encoded = token.removeprefix("k8s-aws-v1.")
    url = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    return vector("aws eks get-token", name, "GET", url, [["x-k8s-aws-id", "my-cluster"]], "", region)


def vectors():
    body = urllib.parse.urlencode(CALL)
    query = "?" + body
    vault = FORM | {"X-Vault-AWS-IAM-Server-ID": "vault.example.com"}
    asym, asym_query = botocore.crt.auth.CrtSigV4AsymAuth, botocore.crt.auth.CrtSigV4AsymQueryAuth
    return [
        botocore_call("GetCallerIdentity, long-term key", LONG_TERM, "us-east-1", "get_caller_identity"),
        botocore_call("GetCallerIdentity, session", TEMPORARY, "eu-west-1", "get_caller_identity"),
        botocore_call(
            "AssumeRole with text that is encoded",
            LONG_TERM,
            "cn-north-1",
            "assume_role",
            RoleArn="arn:aws:iam::123456789012:role/Büro~ +*%2F",
            RoleSessionName="alice@example.com",
            Tags=[{"Key": "team", "Value": "日本 & 😀"}],
        ),
        botocore_presigned("presigned GET, long-term key", LONG_TERM, "us-east-1"),
        botocore_presigned("presigned GET, session", TEMPORARY, "us-gov-west-1"),
        signed(
            "botocore",
            "Vault's login",
            botocore.auth.SigV4Auth(LONG_TERM, "sts", "us-east-1"),
            "POST",
            "us-east-1",
            "us-east-1",
            vault,
            body=body,
        ),
        eks_token("the URL in an EKS token, long-term key", LONG_TERM, "eu-central-1"),
        eks_token("the URL in an EKS token, session", TEMPORARY, "us-east-1"),
        signed("botocore with awscrt", "SigV4A, every region", asym(TEMPORARY, "sts", "*"), "POST", "us-east-1", "*", FORM, body=body),
        signed("botocore with awscrt", "SigV4A, a list of regions", asym(LONG_TERM, "sts", "us-west-*,eu-west-1"), "GET", "us-east-1", "us-west-*,eu-west-1", query=query),
        signed("botocore with awscrt", "SigV4A, presigned", asym_query(TEMPORARY, "sts", "*", expires=60), "GET", "us-east-1", "*", query=query),
    ]


with (
    mock.patch("botocore.auth.get_current_datetime", now),
    mock.patch("botocore.crt.auth.get_current_datetime", now),
):
    json.dump(vectors(), sys.stdout, indent=2, ensure_ascii=False)
