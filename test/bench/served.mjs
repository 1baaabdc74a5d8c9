// The sandbox behind an address, with a resource to create a method on; every round finds it as the first did.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";

export async function serve(bin, state, env) {
  const server = spawn(
    process.execPath,
    [bin, "sandbox", "--port", "0", "--sandbox-state", state, "--quiet"],
    {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const url = await new Promise((resolve) =>
    server.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  // A connection each: this process stands still while it waits for another, and would miss that one was closed.
  const call = (service, method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = {
        "content-type": "application/json",
        authorization: `AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      };
      request(url + path, { method, headers, agent: false }, async (answer) => {
        const text = (await answer.setEncoding("utf8").toArray()).join("");
        if (answer.statusCode < 300) resolve(text === "" ? undefined : JSON.parse(text));
        else reject(new Error(text));
      })
        .on("error", reject)
        .end(body && JSON.stringify(body));
    });
  const { item: apis } = await call("apigateway", "GET", "/restapis");
  const api = apis.find(({ name }) => name === "petstore").id;
  const resources = `/restapis/${api}/resources`;
  const { item } = await call("apigateway", "GET", resources);
  const root = item.find(({ path }) => path === "/").id;
  const policy = "/2015-03-31/functions/hello/policy";

  return {
    url,
    api,
    /** A new resource, by its path part; answers its id. */
    async resource(pathPart) {
      return (await call("apigateway", "POST", `${resources}/${root}`, { pathPart })).id;
    },
    /** The resource goes again, and what lets it invoke the function. */
    async forget(id) {
      await call("apigateway", "DELETE", `${resources}/${id}`);
      const { Policy } = await call("lambda", "GET", policy).catch(() => ({ Policy: '{"Statement":[]}' }));
      for (const { Sid } of JSON.parse(Policy).Statement) await call("lambda", "DELETE", `${policy}/${Sid}`);
    },
    /** An API of that document, deployed to so many stages. */
    async importLarge(document, stages) {
      const { id } = await call("apigateway", "POST", "/restapis?mode=import", document);
      for (let i = 0; i < stages; i++)
        await call("apigateway", "POST", `/restapis/${id}/deployments`, { stageName: `stage${i}` });
    },
    async stop() {
      server.kill("SIGTERM");
      await once(server, "exit");
    },
  };
}
