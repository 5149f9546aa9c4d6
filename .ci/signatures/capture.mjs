// Prints, as JSON, what the AWS SDK for JavaScript sends when it signs with a fixed key at a fixed time; nothing is sent.
import { Sha256 } from "@aws-crypto/sha256-js";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { SignatureV4 } from "@smithy/signature-v4";
import { SignatureV4a } from "@smithy/signature-v4a";

const now = new Date("2026-11-21T12:00:00Z");
const secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const longTerm = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey };
const temporary = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey, sessionToken: "IQoJb3JpZ2luX2Vj+token/with=signs" };
const call = { Action: "GetCallerIdentity", Version: "2011-06-15" };

function vector(client, name, region, request) {
  const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
  const query = Object.entries(request.query ?? {}).map(([key, value]) => `${encode(key)}=${encode(value)}`).join("&");
  const headers = Object.entries(request.headers);
  return { client, name, region, method: request.method, path: request.path, query, headers, body: request.body ?? "" };
}

/** What the client would hand to its HTTP handler. */
async function sdkCall(name, credentials, region, command) {
  let sent;
  const requestHandler = {
    handle(request) {
      sent = request;
      throw new Error("not sent");
    },
  };
  const skew = now.getTime() - Date.now();
  const client = new STSClient({ region, credentials, requestHandler, maxAttempts: 1, systemClockOffset: skew });
  await client.send(command).catch((error) => {
    if (error.message !== "not sent") throw error;
  });
  return vector("aws-sdk-js v3", name, region, sent);
}

function request(region, method, query, headers, body) {
  const hostname = `sts.${region}.amazonaws.com`;
  return { method, protocol: "https:", hostname, path: "/", query, headers: { host: hostname, ...headers }, body };
}

const sigv4 = (credentials, region) => new SignatureV4({ credentials, region, service: "sts", sha256: Sha256 });
const sigv4a = (credentials) => new SignatureV4a({ credentials, region: "*", service: "sts", sha256: Sha256 });
const form = { "content-type": "application/x-www-form-urlencoded" };
const presigning = { signingDate: now, expiresIn: 60 };

const vectors = [
  await sdkCall("GetCallerIdentity, long-term key", longTerm, "us-east-1", new GetCallerIdentityCommand({})),
  await sdkCall("GetCallerIdentity, session", temporary, "ap-southeast-2", new GetCallerIdentityCommand({})),
  await sdkCall(
    "AssumeRole with text that is encoded",
    longTerm,
    "eu-west-1",
    new AssumeRoleCommand({
      RoleArn: "arn:aws:iam::123456789012:role/Büro~ +*%2F",
      RoleSessionName: "alice@example.com",
      Tags: [{ Key: "team", Value: "日本 & 😀" }],
    }),
  ),
  vector(
    "@smithy/signature-v4",
    "the URL in an EKS token",
    "us-east-1",
    await sigv4(temporary, "us-east-1").presign(request("us-east-1", "GET", call, { "x-k8s-aws-id": "my-cluster" }), {
      ...presigning,
      signableHeaders: new Set(["x-k8s-aws-id"]),
      unhoistableHeaders: new Set(["x-k8s-aws-id"]),
    }),
  ),
  vector(
    "@smithy/signature-v4a",
    "SigV4A, every region",
    "*",
    await sigv4a(temporary).sign(request("us-east-1", "POST", {}, form, new URLSearchParams(call).toString()), { signingDate: now }),
  ),
  vector(
    "@smithy/signature-v4",
    "presigned POST",
    "us-east-1",
    await sigv4(temporary, "us-east-1").presign(request("us-east-1", "POST", {}, form, new URLSearchParams(call).toString()), presigning),
  ),
];
console.log(JSON.stringify(vectors, null, 2));
