import type { Where } from "../../cli/where.ts";
import { curlLine, easiest } from "../../gateway/messages/curl.ts";
import { quote } from "../../gateway/messages/shell-words.ts";
import { invokeUrls } from "../../gateway/names/stage-url.ts";
import type { Configured, StageFacts } from "./facts.ts";

/** Where `apigw sandbox` listens unless told otherwise. */
const SERVED = "http://127.0.0.1:4599";

type About = Pick<StageFacts, "api" | "name" | "methods"> & Partial<Pick<StageFacts, "goesLive">>;

/** The addresses of a stage, and the line that calls a method of it; null where nothing serves it. */
export function addressOf({ api, name, methods, goesLive }: About, where: Where, called?: Configured) {
  const urls = addresses(api, name, where);
  const [url] = urls;
  // A deployment of before may lack what is configured by now.
  const gone = goesLive && "changes" in goesLive ? goesLive.changes : [];
  const served = methods.filter(
    ({ at }) =>
      !gone.some(({ change, at: what }) => change === "removed" && what === `${at.httpMethod} ${at.path}`),
  );
  const one = called ? asCalled(called) : easiest(served.map(asCalled));
  return {
    urls,
    curl: url === undefined || one === undefined ? null : curlLine(url, one, where.region),
  };
}

const asCalled = ({ at, method }: Configured) => ({ ...at, request: method.request });

function addresses(
  api: StageFacts["api"],
  stage: string,
  { region, endpoint, sandbox }: Where,
): readonly string[] {
  // Nothing listens for a sandbox in this process: `apigw sandbox` serves the same.
  if (sandbox !== undefined) return [];
  const { id: apiId, endpointType, vpcEndpointIds } = api;
  return invokeUrls({ apiId, region, stage, endpointType, vpcEndpointIds, endpoint });
}

/** The same for people. */
export function addressLines(about: About, where: Where, called?: Configured): readonly string[] {
  const { api } = about;
  if (where.sandbox !== undefined) {
    const line = addressOf(about, { region: where.region, endpoint: SERVED }, called).curl;
    return [
      `apigw sandbox --sandbox-state ${quote(where.sandbox)} serves it${line === null ? "." : `; then:\n  ${line}`}`,
    ];
  }
  const { urls, curl } = addressOf(about, where, called);
  const remarks = [
    ...(api.disableExecuteApiEndpoint
      ? [
          "The API's own address is switched off (disableExecuteApiEndpoint): it is reached by its custom domains alone.",
        ]
      : []),
    ...(api.endpointType === "PRIVATE"
      ? [
          "The API is private: it is reached from its VPC alone, and as far as its resource policy lets callers in.",
        ]
      : []),
  ];
  return [[...urls.map((url) => `${url}/`), ...(curl === null ? [] : [`  ${curl}`]), ...remarks].join("\n")];
}
