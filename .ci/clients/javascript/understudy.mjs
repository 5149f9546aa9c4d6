// What the steps of the story have in common: the scene's names, clients, and what the control API hands out.
import assert from "node:assert/strict";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const endpoint = process.env.AWS_ENDPOINT_URL_STS;
assert.ok(endpoint, "AWS_ENDPOINT_URL_STS says where Understudy listens; .ci/clients/run.sh sets it.");

export const endpointUrl = new URL(endpoint);
export const account = "123456789012";
export const partner = "210987654321";
export const aliceArn = `arn:aws:iam::${account}:user/alice`;
const issuer = "https://idp.example.com";
export const samlProvider = `arn:aws:iam::${account}:saml-provider/Corp`;
export const alice = {
  accessKeyId: "AKIARZPUZDIKGB2VALC4",
  secretAccessKey: "understudy/documentation/only/EXAMPLEKEY",
};

export const role = (name, of = account) => `arn:aws:iam::${of}:role/${name}`;
export const assumedRole = (name, session, of = account) => `arn:aws:sts::${of}:assumed-role/${name}/${session}`;

/** A client that signs with these credentials: a user's key, those of an answer, or a provider of them. */
export function sts(credentials) {
  return new STSClient({ credentials: credentials.SessionToken ? session(credentials) : credentials });
}

/** An answer's credentials, in the form in which clients take them. */
export const session = ({ AccessKeyId, SecretAccessKey, SessionToken }) => ({
  accessKeyId: AccessKeyId,
  secretAccessKey: SecretAccessKey,
  sessionToken: SessionToken,
});

/** Who these credentials are. */
export const whoAmI = (credentials) => sts(credentials).send(new GetCallerIdentityCommand());

export function assumeRole(credentials, name, more = {}) {
  return sts(credentials).send(new AssumeRoleCommand({ RoleArn: role(name), RoleSessionName: "story", ...more }));
}

/** The answer of a call to the control API. */
export async function control(path, body) {
  const answer = await fetch(`${endpoint}/_understudy${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  assert.ok(answer.ok, `${path}: ${answer.status} ${json.error}`);
  return json;
}

/** A token for alice and the app, or what else is asked for. */
export async function token(more = {}) {
  return (await control("/tokens", { issuer, audience: "app", subject: "alice", ...more })).token;
}

/** Corp's assertion that alice may take this role. */
export async function assertion(name, more = {}) {
  const body = { subject: "alice", sessionName: "alice", roles: [role(name)], ...more };
  return (await control("/saml/Corp/assertions", body)).SAMLAssertion;
}

/** That a call is refused with this status, and with the exception of this class, or with this code if the SDK has none. */
export function refused(call, expected, status) {
  return assert.rejects(call, (error) => {
    const named = typeof expected === "string" ? error.name === expected : error instanceof expected;
    const answered = error.$metadata?.httpStatusCode;
    assert.ok(named && answered === status, `refused with ${answered} ${error.name}: ${error.message}`);
    return true;
  });
}

/** That credentials are a session's, complete, and end in so many seconds. */
export function assertSession(credentials, seconds) {
  assert.match(credentials.AccessKeyId, /^ASIA[A-Z2-7]{16}$/);
  assert.match(credentials.SecretAccessKey, /^[A-Za-z0-9/+]{40}$/);
  assert.ok(credentials.SessionToken.length > 100);
  const left = (credentials.Expiration.getTime() - Date.now()) / 1000;
  assert.ok(Math.abs(left - seconds) < 60, `${left} seconds are left, not ${seconds}`);
}

