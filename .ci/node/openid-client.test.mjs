// openid-client discovers the packaged provider under its own name, over TLS, signs a user in, and STS takes the ID token.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as client from "openid-client";
import { assumeRole, control, start } from "./understudy.mjs";

const issuer = "https://server.example.com";
const role = "arn:aws:iam::123456789012:role/RoleForServerExample";
const redirectUri = "http://localhost:8080/callback";
let understudy;
let certificate;

/** The packaged configuration, with a certificate for the provider's name. */
function withTls() {
  const folder = mkdtempSync(join(tmpdir(), "understudy-"));
  cpSync(new URL("../../config", import.meta.url), folder, { recursive: true });
  const file = join(folder, "understudy.yaml");
  const yaml = readFileSync(file, "utf8");
  writeFileSync(file, yaml.replace("server:\n", "server:\n  tls: { names: [server.example.com] }\n"));
  return file;
}

before(async () => {
  understudy = await start("--config", withTls(), "--tls-port", "0");
  certificate = await (await fetch(`${understudy.endpoint}/_understudy/certificate`)).text();
});
after(() => understudy?.stop());

/** What an entry in /etc/hosts, or an alias in a compose network, does: the name leads to the test's server. */
function reach(url, options = {}) {
  const { hostname, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port: new URL(understudy.tlsEndpoint).port,
        servername: hostname,
        ca: certificate,
        path: pathname + search,
        method: options.method ?? "GET",
        headers: { ...Object.fromEntries(new Headers(options.headers)), host: hostname },
      },
      async (answer) => {
        const chunks = [];
        for await (const chunk of answer) chunks.push(chunk);
        const headers = Object.entries(answer.headers).filter(([, value]) => typeof value === "string");
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode, headers }));
      },
    );
    sent.on("error", reject);
    sent.end(options.body?.toString());
  });
}

const discover = (id, secret, authentication = secret ? client.ClientSecretBasic : client.None) =>
  client.discovery(new URL(issuer), id, secret, authentication(secret), { [client.customFetch]: reach });

/** The page's form, as a browser sends it. */
async function signIn(authorizationUrl, subject) {
  const form = new URLSearchParams([...authorizationUrl.searchParams, ["subject", subject]]);
  const answer = await reach(`${issuer}/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form,
  });
  assert.equal(answer.status, 303, await answer.text());
  return new URL(answer.headers.get("location"));
}

test("a user signs in with a code and PKCE, stays signed in by refreshing, and assumes a role", async () => {
  const config = await discover("appid_from_oidc_idp");
  assert.equal(config.serverMetadata().token_endpoint, `${issuer}/token`);
  assert.ok(config.serverMetadata().supportsPKCE());
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedNonce = client.randomNonce();
  const expectedState = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid profile email",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    nonce: expectedNonce,
    state: expectedState,
  });
  assert.match(await (await reach(url)).text(), /Alice Example/);

  const tokens = await client.authorizationCodeGrant(config, await signIn(url, "alice"), {
    pkceCodeVerifier,
    expectedNonce,
    expectedState,
    idTokenExpected: true,
    maxAge: 60,
  });
  assert.equal(tokens.claims().email, "alice@example.com");
  assert.deepEqual(tokens.claims().groups, ["admin"]);
  const info = await client.fetchUserInfo(config, tokens.access_token, "alice");
  assert.equal(info.name, "Alice Example");

  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_grant" });
  const { credentials } = await assumeRole(understudy, { RoleArn: role, WebIdentityToken: refreshed.id_token });
  assert.match(credentials.AccessKeyId, /^ASIA/);
  const refused = await assumeRole(understudy, { RoleArn: role, WebIdentityToken: tokens.access_token });
  assert.equal(refused.code, "InvalidIdentityToken");
});

test("the signature of an ID token verifies against the published keys", async () => {
  const config = await discover("appid_from_oidc_idp");
  client.enableNonRepudiationChecks(config);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  const tokens = await client.authorizationCodeGrant(config, await signIn(url, "carol"), { pkceCodeVerifier });
  assert.equal(tokens.claims().sub, "carol");
});

test("a service signs itself in with its secret", async () => {
  const config = await discover("service", "understudy/documentation/only");
  const tokens = await client.clientCredentialsGrant(config, { audience: "appid_from_oidc_idp" });
  const { credentials } = await assumeRole(understudy, { RoleArn: role, WebIdentityToken: tokens.access_token });
  assert.match(credentials.AccessKeyId, /^ASIA/);
  const posting = await discover("service", "another", client.ClientSecretPost);
  await assert.rejects(client.clientCredentialsGrant(posting), { error: "invalid_client" });
});

test("a code has expired when a minute has gone by", async () => {
  const config = await discover("appid_from_oidc_idp");
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  const back = await signIn(url, "alice");
  await control(understudy, "/clock/advance", { by: "PT61S" });
  await assert.rejects(client.authorizationCodeGrant(config, back, { pkceCodeVerifier }), { error: "invalid_grant" });
});
