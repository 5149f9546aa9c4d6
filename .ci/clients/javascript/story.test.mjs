// The story of .ci/clients, told to the AWS SDK for JavaScript.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Sha256 } from "@aws-crypto/sha256-js";
import {
  AssumeRoleWithSAMLCommand,
  AssumeRoleWithWebIdentityCommand,
  AssumeRootCommand,
  DecodeAuthorizationMessageCommand,
  ExpiredTokenException,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  InvalidAuthorizationMessageException,
  InvalidIdentityTokenException,
  MalformedPolicyDocumentException,
  PackedPolicyTooLargeException,
  STSClient,
} from "@aws-sdk/client-sts";
import { fromNodeProviderChain, fromTemporaryCredentials, fromWebToken } from "@aws-sdk/credential-providers";
import { SignatureV4 } from "@smithy/signature-v4";
import {
  account,
  alice,
  aliceArn,
  assertion,
  assertSession,
  assumedRole,
  assumeRole,
  control,
  endpointUrl,
  partner,
  refused,
  role,
  samlProvider,
  session,
  sts,
  token,
  whoAmI,
} from "./understudy.mjs";

const anybody = new STSClient({ credentials: () => assert.fail("This call is not signed.") });

const withToken = (name, WebIdentityToken, more = {}) =>
  anybody.send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn: role(name), RoleSessionName: "story", WebIdentityToken, ...more }),
  );

const withAssertion = (name, SAMLAssertion, more = {}) =>
  anybody.send(
    new AssumeRoleWithSAMLCommand({ RoleArn: role(name), PrincipalArn: samlProvider, SAMLAssertion, ...more }),
  );

const red = { Tags: [{ Key: "team", Value: "red" }], TransitiveTagKeys: ["team"] };
const allow = (Action, Resource) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
const allowAll = allow("*", "*");

test("a user's key shows the user", async () => {
  const caller = await whoAmI(alice);
  assert.equal(caller.Arn, aliceArn);
  assert.equal(caller.Account, account);
  assert.match(caller.UserId, /^AIDA[A-Z0-9]{17}$/);
});

test("the default chain finds a token's file and takes the role", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "understudy-"));
  const variables = {
    AWS_ROLE_ARN: role("Web"),
    AWS_ROLE_SESSION_NAME: "chain",
    AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token"),
  };
  t.after(() => {
    rmSync(folder, { recursive: true });
    for (const name of Object.keys(variables)) delete process.env[name];
  });
  writeFileSync(variables.AWS_WEB_IDENTITY_TOKEN_FILE, await token());
  Object.assign(process.env, variables);

  assert.equal((await whoAmI(fromNodeProviderChain())).Arn, assumedRole("Web", "chain"));
  assert.equal((await new STSClient().send(new GetCallerIdentityCommand())).Arn, assumedRole("Web", "chain"));
});

test("a provider of credentials takes a role with a token", async () => {
  const provider = fromWebToken({ roleArn: role("Web"), roleSessionName: "provider", webIdentityToken: await token() });
  assert.equal((await whoAmI(provider)).Arn, assumedRole("Web", "provider"));
});

test("a token gives a role's credentials", async () => {
  const answer = await withToken("Web", await token(), { DurationSeconds: 900 });
  assertSession(answer.Credentials, 900);
  assert.equal(answer.SubjectFromWebIdentityToken, "alice");
  assert.equal(answer.Audience, "app");
  assert.equal(answer.Provider, `arn:aws:iam::${account}:oidc-provider/idp.example.com`);
  assert.equal(answer.AssumedRoleUser.Arn, assumedRole("Web", "story"));
  assert.match(answer.AssumedRoleUser.AssumedRoleId, /^AROA[A-Z0-9]{17}:story$/);
  assert.ok(answer.PackedPolicySize > 0);
  assert.equal(answer.SourceIdentity, undefined);
  assert.equal((await whoAmI(answer.Credentials)).Arn, assumedRole("Web", "story"));
});

test("a token brings tags and a source identity", async () => {
  const claims = {
    "https://aws.amazon.com/tags": { principal_tags: { team: ["red"] }, transitive_tag_keys: ["team"] },
    "https://aws.amazon.com/source_identity": "alice",
  };
  const answer = await withToken("Traced", await token({ claims }), { Policy: allowAll });
  assert.equal(answer.SourceIdentity, "alice");
  assert.ok(answer.PackedPolicySize > (await withToken("Traced", await token())).PackedPolicySize);
});

test("what is no token is refused", async () => {
  await refused(withToken("Web", "garbage"), InvalidIdentityTokenException, 400);
});

test("an expired token is refused", async () => {
  const expired = await token({ expiresIn: -3600 });
  await refused(withToken("Web", expired), ExpiredTokenException, 400);
});

test("another subject's token is refused by the trust policy", async () => {
  await refused(withToken("Web", await token({ subject: "mallory" })), "AccessDenied", 403);
});

test("a user takes a role with nothing else", async () => {
  const answer = await assumeRole(alice, "First");
  assert.equal(answer.SourceIdentity, undefined);
  assert.equal(answer.PackedPolicySize, undefined);
});

test("a user takes a role with tags and a source identity", async () => {
  const answer = await assumeRole(alice, "First", { ...red, SourceIdentity: "alice" });
  assertSession(answer.Credentials, 3600);
  assert.equal(answer.AssumedRoleUser.Arn, assumedRole("First", "story"));
  assert.match(answer.AssumedRoleUser.AssumedRoleId, /^AROA[A-Z0-9]{17}:story$/);
  assert.equal(answer.SourceIdentity, "alice");
  assert.ok(answer.PackedPolicySize > 0);
  assert.equal((await whoAmI(answer.Credentials)).UserId, answer.AssumedRoleUser.AssumedRoleId);
});

test("a chain keeps the source identity", async () => {
  const first = await assumeRole(alice, "First", { ...red, SourceIdentity: "alice" });
  const second = await assumeRole(first.Credentials, "Second", { DurationSeconds: 3600 });
  assertSession(second.Credentials, 3600);
  assert.equal(second.SourceIdentity, "alice");
  assert.equal((await whoAmI(second.Credentials)).Arn, assumedRole("Second", "story"));
});

test("a transitive tag stays as it is in a chain", async () => {
  const blue = { Tags: [{ Key: "team", Value: "blue" }] };
  const transitive = await assumeRole(alice, "First", red);
  await refused(assumeRole(transitive.Credentials, "Second", blue), "InvalidParameterValue", 400);
  const passing = await assumeRole(alice, "First", { Tags: red.Tags });
  assertSession((await assumeRole(passing.Credentials, "Second", blue)).Credentials, 3600);
});

test("a provider of credentials takes one role after the other", async () => {
  const first = fromTemporaryCredentials({
    masterCredentials: alice,
    params: { RoleArn: role("First"), RoleSessionName: "one", ...red },
  });
  const second = fromTemporaryCredentials({
    masterCredentials: first,
    params: { RoleArn: role("Second"), RoleSessionName: "two" },
  });
  assert.equal((await whoAmI(second)).Arn, assumedRole("Second", "two"));
});

test("a chain is good for an hour at the most", async () => {
  const first = await assumeRole(alice, "First", red);
  await refused(assumeRole(first.Credentials, "Second", { DurationSeconds: 3601 }), "ValidationError", 400);
});

test("a tag that the user's policy denies is refused", async () => {
  await refused(assumeRole(alice, "First", { Tags: [{ Key: "team", Value: "forbidden" }] }), "AccessDenied", 403);
});

test("a chain without the tag that the trust policy asks for is refused", async () => {
  const first = await assumeRole(alice, "First");
  await refused(assumeRole(first.Credentials, "Second"), "AccessDenied", 403);
});

test("a partner's role wants the external id", async () => {
  const theirs = { RoleArn: role("Partner", partner) };
  await refused(assumeRole(alice, "Partner", theirs), "AccessDenied", 403);
  await refused(assumeRole(alice, "Partner", { ...theirs, ExternalId: "guessed" }), "AccessDenied", 403);

  const answer = await assumeRole(alice, "Partner", { ...theirs, ExternalId: "agreed-42" });
  const caller = await whoAmI(answer.Credentials);
  assert.equal(caller.Account, partner);
  assert.equal(caller.Arn, assumedRole("Partner", "story", partner));
});

test("an assertion gives a role's credentials", async () => {
  const answer = await withAssertion("Employee", await assertion("Employee"), { DurationSeconds: 900 });
  assertSession(answer.Credentials, 900);
  assert.equal(answer.AssumedRoleUser.Arn, assumedRole("Employee", "alice"));
  assert.match(answer.AssumedRoleUser.AssumedRoleId, /^AROA[A-Z0-9]{17}:alice$/);
  assert.equal(answer.Subject, "alice");
  assert.equal(answer.SubjectType, "persistent");
  assert.equal(answer.Issuer, "urn:understudy:saml:Corp");
  assert.equal(answer.Audience, "https://signin.aws.amazon.com/saml");
  assert.match(answer.NameQualifier, /^[A-Za-z0-9+/]{27}=$/);
  assert.ok(answer.PackedPolicySize > 0);
  assert.equal((await whoAmI(answer.Credentials)).Arn, assumedRole("Employee", "alice"));
});

test("an assertion brings tags and a source identity", async () => {
  const more = { tags: { team: "red".repeat(50) }, sourceIdentity: "alice" };
  const answer = await withAssertion("Traced", await assertion("Traced", more));
  assert.equal(answer.SourceIdentity, "alice");
  const plain = await withAssertion("Traced", await assertion("Traced"));
  assert.ok(answer.PackedPolicySize > plain.PackedPolicySize);
});

test("what is no assertion is refused, and so is one that has expired", async () => {
  const garbage = Buffer.from("garbage").toString("base64");
  await refused(withAssertion("Employee", garbage), InvalidIdentityTokenException, 400);
  const expired = await assertion("Employee", { expiresIn: -60 });
  await refused(withAssertion("Employee", expired), ExpiredTokenException, 400);
});

test("a session token is good for the user itself", async () => {
  const { Credentials } = await sts(alice).send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  assertSession(Credentials, 900);
  assert.equal((await whoAmI(Credentials)).Arn, aliceArn);
  await refused(sts(Credentials).send(new GetSessionTokenCommand()), "AccessDenied", 403);
});

test("a federation token is good for somebody else", async () => {
  const answer = await sts(alice).send(
    new GetFederationTokenCommand({ Name: "bob", Policy: allowAll, DurationSeconds: 900, Tags: red.Tags }),
  );
  assertSession(answer.Credentials, 900);
  assert.equal(answer.FederatedUser.Arn, `arn:aws:sts::${account}:federated-user/bob`);
  assert.equal(answer.FederatedUser.FederatedUserId, `${account}:bob`);
  assert.ok(answer.PackedPolicySize > 0);
  const caller = await whoAmI(answer.Credentials);
  assert.equal(caller.Arn, answer.FederatedUser.Arn);
  assert.equal(caller.UserId, answer.FederatedUser.FederatedUserId);
});

test("an access key tells its account", async () => {
  const info = (AccessKeyId) => sts(alice).send(new GetAccessKeyInfoCommand({ AccessKeyId }));
  assert.equal((await info(alice.accessKeyId)).Account, account);
  const theirs = await assumeRole(alice, "Partner", { RoleArn: role("Partner", partner), ExternalId: "agreed-42" });
  assert.equal((await info(theirs.Credentials.AccessKeyId)).Account, partner);
});

test("a message about a denial is decoded", async () => {
  const action = "s3:GetObject";
  const resource = "arn:aws:s3:::bucket/key";
  const { decision, encodedMessage } = await control("/authorize", { principal: aliceArn, action, resource });
  assert.equal(decision, "implicitDeny");
  const answer = await sts(alice).send(new DecodeAuthorizationMessageCommand({ EncodedMessage: encodedMessage }));
  const message = JSON.parse(answer.DecodedMessage);
  assert.equal(message.allowed, false);
  assert.equal(message.explicitDeny, false);
  assert.equal(message.context.principal.arn, aliceArn);
  assert.equal(message.context.action, action);
  assert.equal(message.context.resource, resource);
});

test("a member account's root user does one task", async () => {
  const assumeRoot = (policy) =>
    sts(alice).send(
      new AssumeRootCommand({
        TargetPrincipal: partner,
        TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/${policy}` },
        DurationSeconds: 900,
      }),
    );
  const { Credentials } = await assumeRoot("root-task/IAMAuditRootUserCredentials");
  assertSession(Credentials, 900);
  assert.equal((await whoAmI(Credentials)).Arn, `arn:aws:iam::${partner}:root`);
  await refused(assumeRoot("ReadOnlyAccess"), "ValidationError", 400);
});

test("bad policies and messages are refused by name", async () => {
  const malformed = assumeRole(alice, "First", { Policy: "not json" });
  await refused(malformed, MalformedPolicyDocumentException, 400);

  const buckets = Array.from({ length: 200 }, (_, n) => `arn:aws:s3:::bucket-${n}/*`);
  const tooLarge = assumeRole(alice, "First", { Policy: allow("s3:GetObject", buckets) });
  await refused(tooLarge, PackedPolicyTooLargeException, 400);

  const decoded = sts(alice).send(new DecodeAuthorizationMessageCommand({ EncodedMessage: "garbage" }));
  await refused(decoded, InvalidAuthorizationMessageException, 400);
});

test("credentials that were expired are refused, and no others", async () => {
  const first = await assumeRole(alice, "First");
  const other = await assumeRole(alice, "First");
  await whoAmI(first.Credentials);
  await control("/sessions/expire", { accessKeyId: first.Credentials.AccessKeyId });
  await refused(whoAmI(first.Credentials), "ExpiredToken", 403);
  assert.equal((await whoAmI(other.Credentials)).Arn, assumedRole("First", "story"));
});

test("a wrong secret and an unknown key are told apart", async () => {
  await refused(whoAmI({ ...alice, secretAccessKey: "wrong" }), "SignatureDoesNotMatch", 403);
  await refused(whoAmI({ ...alice, accessKeyId: "AKIAIOSFODNN7EXAMPLE" }), "InvalidClientTokenId", 403);
});

test("an EKS token's URL is good as it was signed", async () => {
  const { Credentials } = await assumeRole(alice, "First");
  const cluster = { "x-k8s-aws-id": "my-cluster" };
  const signer = new SignatureV4({ credentials: session(Credentials), region: "us-east-1", service: "sts", sha256: Sha256 });
  const request = {
    method: "GET",
    protocol: endpointUrl.protocol,
    hostname: endpointUrl.hostname,
    port: Number(endpointUrl.port),
    path: "/",
    query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
    headers: { host: endpointUrl.host, ...cluster },
  };
  const signed = await signer.presign(request, {
    expiresIn: 60,
    signableHeaders: new Set(["x-k8s-aws-id"]),
    unhoistableHeaders: new Set(["x-k8s-aws-id"]),
  });
  const url = `${endpointUrl.origin}/?${new URLSearchParams(signed.query)}`;

  const answer = await fetch(url, { headers: cluster });
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), new RegExp(`<Arn>${assumedRole("First", "story")}</Arn>`));

  const altered = url.replace(/(X-Amz-Signature=)(.)/, (_, name, digit) => name + (digit === "0" ? "1" : "0"));
  assert.notEqual(altered, url);
  assert.equal((await fetch(altered, { headers: cluster })).status, 403);
  assert.equal((await fetch(url, { headers: { "x-k8s-aws-id": "another" } })).status, 403);
  assert.equal((await fetch(url)).status, 403);
});
