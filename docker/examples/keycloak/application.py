"""Signs in to Keycloak, takes the role with the token that it gets, and prints who it is then."""

import json
import os
import pathlib
import time
import urllib.error
import urllib.parse
import urllib.request

import boto3
import botocore.exceptions

KEYCLOAK = "http://keycloak:8080/realms/dev/protocol/openid-connect/token"
SIGN_IN = {
    "grant_type": "password",
    "scope": "openid",
    "client_id": "application",
    "client_secret": "not-a-secret",
    "username": "alice",
    "password": "not-a-secret",
}


def id_token():
    with urllib.request.urlopen(KEYCLOAK, urllib.parse.urlencode(SIGN_IN).encode(), timeout=10) as answer:
        return json.load(answer)["id_token"]


def once_keycloak_is_up(action, seconds=300):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return action()
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(1)


def tampered(token):
    """The same token under another signature."""
    signed, signature = token.rsplit(".", 1)
    return f"{signed}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


token = once_keycloak_is_up(id_token)
pathlib.Path(os.environ["AWS_WEB_IDENTITY_TOKEN_FILE"]).write_text(token)

# boto3 finds the role and the token's file in the environment, as it would in a pod on EKS.
print("I am", boto3.client("sts").get_caller_identity()["Arn"])

try:
    boto3.client("sts").assume_role_with_web_identity(
        RoleArn=os.environ["AWS_ROLE_ARN"], RoleSessionName="tampered", WebIdentityToken=tampered(token)
    )
    raise SystemExit("A tampered token was taken.")
except botocore.exceptions.ClientError as refusal:
    print("A tampered token gets", refusal.response["Error"]["Code"])
