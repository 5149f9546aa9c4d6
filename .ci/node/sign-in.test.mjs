// The sign-in page in a browser: an application sends its user there, and the code that comes back opens STS.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { chromium } from "playwright-core";
import { assumeRole, start } from "./understudy.mjs";

const role = "arn:aws:iam::123456789012:role/Photos";
const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");
let app, browser, page, provider, redirectUri, understudy;

before(async () => {
  app = createServer((request, answer) => {
    // An application often redirects once more, which the page's policy must let pass.
    if (request.url.startsWith("/callback")) answer.writeHead(302, { Location: `/home?${request.url.split("?")[1]}` });
    else answer.writeHead(200, { "Content-Type": "text/html" });
    answer.end("<h1>The application</h1>");
  });
  await new Promise((resolve) => app.listen(0, "127.0.0.1", resolve));
  redirectUri = `http://localhost:${app.address().port}/callback`;
  const file = join(mkdtempSync(join(tmpdir(), "understudy-")), "understudy.yaml");
  writeFileSync(file, configuration());
  understudy = await start("--config", file);
  provider = `${understudy.endpoint}/_understudy/issuers/idp.example.test`;
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});
beforeEach(async () => {
  await page?.close();
  page = await browser.newPage();
  page.setDefaultTimeout(20_000);
});
after(async () => {
  await browser?.close();
  await understudy?.stop();
  app?.close();
});

function configuration() {
  return JSON.stringify({
    issuers: {
      "https://idp.example.test": {
        local: {
          users: [
            { sub: "alice", name: "Alice Example", email: "alice@example.com", claims: { groups: ["admin"] } },
            { sub: "bob", name: "Bob <i>Example</i>" },
          ],
          clients: [{ clientId: "photos", redirectUris: [redirectUri] }],
        },
      },
    },
    oidcProviders: [{ Url: "https://idp.example.test", ClientIdList: ["photos"] }],
    roles: [
      {
        RoleName: "Photos",
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/idp.example.test" },
              Action: "sts:AssumeRoleWithWebIdentity",
              Condition: { StringEquals: { "idp.example.test:aud": "photos" } },
            },
          ],
        },
      },
    ],
  });
}

function authorizationUrl(changes = {}) {
  const parameters = {
    response_type: "code",
    client_id: "photos",
    redirect_uri: redirectUri,
    scope: "openid profile email",
    state: "s-1",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...changes,
  };
  return `${provider}/authorize?${new URLSearchParams(parameters)}`;
}

/** What the browser came back to the application with, as claims of an ID token that STS took. */
async function signedIn() {
  await page.waitForURL((url) => url.pathname === "/home");
  const back = new URL(page.url()).searchParams;
  assert.equal(back.get("state"), "s-1");
  assert.equal(back.get("iss"), "https://idp.example.test");
  // From the application's own page, as a single-page application does it.
  const tokens = await page.evaluate(
    async ([endpoint, form]) => {
      const answer = await fetch(endpoint, { method: "POST", body: new URLSearchParams(form) });
      return answer.json();
    },
    [
      `${provider}/token`,
      {
        grant_type: "authorization_code",
        client_id: "photos",
        redirect_uri: redirectUri,
        code: back.get("code"),
        code_verifier: verifier,
      },
    ],
  );
  const info = await page.evaluate(
    async ([endpoint, token]) => (await fetch(endpoint, { headers: { Authorization: `Bearer ${token}` } })).json(),
    [`${provider}/userinfo`, tokens.access_token],
  );
  const { credentials } = await assumeRole(understudy, { RoleArn: role, WebIdentityToken: tokens.id_token });
  assert.match(credentials.AccessKeyId, /^ASIA/);
  return info;
}

test("a user is chosen", async () => {
  await page.goto(authorizationUrl());
  if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });
  assert.match(await page.textContent("main"), /Sign in to photos.*https:\/\/idp\.example\.test/s);
  await page.getByRole("button", { name: "Alice Example" }).click();
  const info = await signedIn();
  assert.deepEqual(info.groups, ["admin"]);
  assert.equal(info.email, "alice@example.com");
});

test("another user is typed, without a mouse", async () => {
  await page.goto(authorizationUrl());
  await page.getByLabel("Or as anyone else, by subject").fill('carol "<b>');
  await page.keyboard.press("Enter");
  assert.equal((await signedIn()).sub, 'carol "<b>');
});

test("a hint chooses and signs nobody in", async () => {
  await page.goto(authorizationUrl({ login_hint: "alice@example.com" }));
  assert.match(await page.evaluate("document.activeElement.textContent"), /Alice/);
  await page.keyboard.press("Enter");
  assert.equal((await signedIn()).sub, "alice");
});

test("a user refuses", async () => {
  await page.goto(authorizationUrl());
  await page.getByRole("button", { name: "Refuse" }).click();
  await page.waitForURL((url) => url.pathname === "/home");
  assert.equal(new URL(page.url()).searchParams.get("error"), "access_denied");
});

test("a redirect URI that nobody registered gets a page, and no redirect", async () => {
  const answer = await page.goto(authorizationUrl({ redirect_uri: "https://evil.example/" }));
  assert.equal(answer.status(), 400);
  assert.match(await page.textContent("main"), /redirect_uri is not allowed.*to the letter/s);
});

test("what a request says is shown as text, and no script runs", async () => {
  const attack = `"'><script>document.title='owned'</script><img src=x onerror="document.title='owned'">`;
  await page.goto(authorizationUrl({ state: attack, login_hint: attack, nonce: attack }));
  assert.equal(await page.title(), "Sign in");
  assert.equal(await page.inputValue("#subject"), attack);
  assert.equal(await page.locator("script, img, i").count(), 0);
  await page.goto(authorizationUrl({ client_id: attack }));
  assert.equal(await page.title(), "This sign-in cannot begin");
  assert.equal(await page.locator("script, img").count(), 0);
});

test("another site's page cannot say who signs in", async () => {
  await page.goto(`http://localhost:${app.address().port}/`);
  const form = Object.fromEntries(new URL(authorizationUrl()).searchParams);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith("/sign-in")),
    page.evaluate(
      ([action, fields]) => {
        const sent = Object.assign(document.createElement("form"), { method: "post", action });
        for (const [name, value] of Object.entries(fields)) {
          sent.append(Object.assign(document.createElement("input"), { name, value }));
        }
        document.body.append(sent);
        sent.submit();
      },
      [`${provider}/sign-in`, { ...form, subject: "alice" }],
    ),
  ]);
  assert.equal(answer.status(), 403);
});
