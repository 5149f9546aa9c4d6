// A workflow's job asks for its token with GitHub's own toolkit, and takes a role with it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { getIDToken } from "@actions/core";
import { assumeRole, control, start } from "./understudy.mjs";

const role = "arn:aws:iam::123456789012:role/RoleForGitHubActions";
let server;

before(async () => (server = await start()));
after(() => server.stop());

/** Sets what the runner sets for a job of this workflow. */
async function job(facts) {
  Object.assign(process.env, await control(server, "/presets/github/requests", facts));
}

function claims(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
}

async function roleOf(facts) {
  await job(facts);
  return assumeRole(server, { RoleArn: role, WebIdentityToken: await getIDToken("sts.amazonaws.com") });
}

test("a job on the branch that the role names may take it", async () => {
  const { credentials } = await roleOf({ repository: "octo-org/octo-repo", ref: "refs/heads/main" });
  assert.match(credentials.AccessKeyId, /^ASIA/);
});

test("a pull request's job may not", async () => {
  const { code } = await roleOf({ repository: "octo-org/octo-repo", eventName: "pull_request" });
  assert.equal(code, "AccessDenied");
});

test("another repository's job may not", async () => {
  const { code } = await roleOf({ repository: "octo-org/other" });
  assert.equal(code, "AccessDenied");
});

test("the token states the workflow's facts, for the audience that was asked for", async () => {
  await job({ repository: "octo-org/octo-repo", environment: "prod" });
  const token = claims(await getIDToken("api://mine & others"));
  assert.equal(token.aud, "api://mine & others");
  assert.equal(token.sub, "repo:octo-org/octo-repo:environment:prod");
  assert.equal(token.repository_owner, "octo-org");
});

test("without an audience, the token is for the repository's owner", async () => {
  await job({ repository: "octo-org/octo-repo" });
  assert.equal(claims(await getIDToken()).aud, "https://github.com/octo-org");
});

test("a garbage request token gets none", async () => {
  await job({});
  process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN = "garbage";
  await assert.rejects(getIDToken("sts.amazonaws.com"), /401[\s\S]*not a request token/);
});
