import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explained } from "./explained.ts";
import { runPrinted } from "./printed.ts";
import { AT, type Backends, deploy, method, openBackends, openScene } from "./scene.ts";

// What a browser says where a page of another origin may not read an answer, as it stands in its console.

let backends: Backends;
beforeAll(async () => {
  backends = await openBackends();
});
afterAll(() => backends.close());

const PAGE = "https://app.example.com";
const BLOCKED = `Access to fetch at 'URL' from origin '${PAGE}' has been blocked by CORS policy: `;
const PREFLIGHT = `${BLOCKED}Response to preflight request doesn't pass access control check: `;
const FIREFOX =
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at URL. ";

const MISSING = `${BLOCKED}No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.`;

const SAID: readonly (readonly [string, string, string])[] = [
  ["cors-missing", MISSING, `--allow-origin ${PAGE}`],
  [
    "cors-missing",
    `${PREFLIGHT}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    `--allow-origin ${PAGE}`,
  ],
  [
    "cors-missing",
    `${FIREFOX}(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 403.`,
    "--allow-origin <origin>",
  ],
  [
    "cors-missing",
    `Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 403`,
    `--allow-origin ${PAGE}`,
  ],
  ["cors-preflight-status", `${PREFLIGHT}It does not have HTTP ok status.`, `--allow-origin ${PAGE}`],
  [
    "cors-preflight-status",
    `${FIREFOX}(Reason: CORS preflight response did not succeed). Status code: 403.`,
    "<origin>",
  ],
  ["cors-preflight-status", "Preflight response is not successful. Status code: 403", "<origin>"],
  ["cors-preflight-redirect", `${PREFLIGHT}Redirect is not allowed for a preflight request.`, "apigw status"],
  [
    "cors-header",
    `${BLOCKED}Request header field x-tenant is not allowed by Access-Control-Allow-Headers in preflight response.`,
    "X-Amz-Security-Token,x-tenant",
  ],
  [
    "cors-header",
    `${FIREFOX}(Reason: header ‘x-tenant’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).`,
    ",x-tenant",
  ],
  [
    "cors-header",
    `${FIREFOX}(Reason: missing token ‘x-tenant’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).`,
    ",x-tenant",
  ],
  [
    "cors-header",
    "Request header field X-Tenant is not allowed by Access-Control-Allow-Headers.",
    ",X-Tenant",
  ],
  [
    "cors-method",
    `${BLOCKED}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
    "apigw enable-cors",
  ],
  [
    "cors-method",
    `${FIREFOX}(Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).`,
    "apigw enable-cors",
  ],
  [
    "cors-credentials",
    `${BLOCKED}The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.`,
    "--allow-credentials",
  ],
  [
    "cors-credentials",
    `${FIREFOX}(Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).`,
    "--allow-credentials",
  ],
  [
    "cors-credentials",
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
    "--allow-credentials",
  ],
  [
    "cors-wildcard",
    `${BLOCKED}The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.`,
    `${PAGE} --allow-credentials`,
  ],
  [
    "cors-wildcard",
    `${FIREFOX}(Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).`,
    "--allow-credentials",
  ],
  [
    "cors-wildcard",
    "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
    "--allow-credentials",
  ],
  [
    "cors-twice",
    `${BLOCKED}The 'Access-Control-Allow-Origin' header contains multiple values '*, ${PAGE}', but only one is allowed.`,
    "apigw test-method",
  ],
  [
    "cors-twice",
    `${FIREFOX}(Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).`,
    "apigw test-method",
  ],
  [
    "cors-other-origin",
    `${BLOCKED}The 'Access-Control-Allow-Origin' header has a value 'https://old.example.com' that is not equal to the supplied origin.`,
    `--allow-origin ${PAGE} --allow-origin https://old.example.com`,
  ],
  [
    "cors-other-origin",
    `${FIREFOX}(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://old.example.com’).`,
    "--allow-origin https://old.example.com",
  ],
];

describe("what a browser's console says", () => {
  test.each(SAID)("%s: %s", async (id, text, command) => {
    const scene = await openScene(backends);
    const said = text.replaceAll(
      "URL",
      `https://${scene.apiId}.execute-api.us-east-1.amazonaws.com/live/pets`,
    );
    const { explanations: found } = await explained(scene, said);
    expect(found.map((one) => one.id)).toEqual([id]);
    expect(found[0]?.commands[0]).toContain(command);
    if (text.includes("URL"))
      expect(found[0]?.commands[0]).toMatch(new RegExp(`--api (?:petstore|${scene.apiId})`));
  });

  test("and the command that is printed lets the page read it", async () => {
    const scene = await openScene(backends);
    await method(scene, "--integration mock");
    await deploy(scene);
    const url = `${scene.url}/_aws/execute-api/${scene.apiId}/live/broken`;
    const asks = () =>
      fetch(url, { method: "OPTIONS", headers: { Origin: PAGE, "Access-Control-Request-Method": "POST" } });
    expect((await asks()).status).toBe(403);
    const text = MISSING.replace(
      "URL",
      `https://${scene.apiId}.execute-api.us-east-1.amazonaws.com/live/broken`,
    );
    const [found] = (await explained(scene, text, AT.replace("--api petstore ", ""))).explanations;
    await runPrinted(found?.commands[0] ?? "", scene);
    const preflight = await asks();
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([200, PAGE]);
    const read = await fetch(url, { method: "POST", headers: { Origin: PAGE } });
    expect(read.headers.get("access-control-allow-origin")).toBe(PAGE);
  });
});
