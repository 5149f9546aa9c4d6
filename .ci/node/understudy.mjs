// Starts Understudy's runnable jar for a test file, and talks to it.
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const jar = resolve(dirname(fileURLToPath(import.meta.url)), "../../target/understudy.jar");
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";

/** The endpoint of a new server, and how to stop it; further arguments are those of `serve`. */
export async function start(...serveArguments) {
  const home = mkdtempSync(join(tmpdir(), "understudy-"));
  const server = spawn(java, ["-jar", jar, "serve", "--port", "0", ...serveArguments], {
    env: { ...process.env, UNDERSTUDY_HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  server.stderr.on("data", (chunk) => (log += chunk));
  for await (const line of createInterface({ input: server.stdout })) {
    const ready = /AWS_ENDPOINT_URL_STS=(\S+)/.exec(line);
    const tlsEndpoint = /# also (https:\S+)/.exec(line)?.[1];
    if (ready) return { endpoint: ready[1], tlsEndpoint, log: () => log, stop: () => stop(server) };
  }
  throw new Error(`Understudy did not start: ${log}`);
}

function stop(server) {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill();
  return ended;
}

/** The answer of a control call; a body makes it a POST. */
export async function control(server, path, body) {
  const answer = await fetch(`${server.endpoint}/_understudy${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${json.error}`);
  return json;
}

/** AssumeRoleWithWebIdentity: the credentials, or the error's code and message. */
export async function assumeRole(server, parameters) {
  const form = new URLSearchParams({
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleSessionName: "interop",
    ...parameters,
  });
  const answer = await fetch(server.endpoint, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: form,
  });
  const json = await answer.json();
  return answer.ok
    ? { credentials: json.AssumeRoleWithWebIdentityResponse.AssumeRoleWithWebIdentityResult.Credentials }
    : { code: json.Error.Code, message: json.Error.Message };
}
