"""Takes a role with a token, then writes and reads an object with the credentials."""

import json
import os
import pathlib
import urllib.request

import boto3
from botocore.config import Config

CLAIMS = {"issuer": "https://server.example.com", "audience": "appid_from_oidc_idp", "subject": "alice"}

# The issuer is one whose keys Understudy holds, so Understudy also signs its tokens.
request = urllib.request.Request(
    os.environ["AWS_ENDPOINT_URL_STS"] + "/_understudy/tokens",
    json.dumps(CLAIMS).encode(),
    {"Content-Type": "application/json"},
)
with urllib.request.urlopen(request, timeout=10) as answer:
    pathlib.Path(os.environ["AWS_WEB_IDENTITY_TOKEN_FILE"]).write_text(json.load(answer)["token"])

print("I am", boto3.client("sts").get_caller_identity()["Arn"])

# The retries wait for the other emulator to be up.
s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 10}))
s3.create_bucket(Bucket="bucket")
s3.put_object(Bucket="bucket", Key="key", Body=b"written with temporary credentials")
print("The object was", s3.get_object(Bucket="bucket", Key="key")["Body"].read().decode())
