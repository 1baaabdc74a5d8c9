/** Where a stage is reached, as with other local AWS tools. */
export interface StageCall {
  readonly apiId: string;
  readonly stageName: string;
  /** After the stage; starts with a slash. */
  readonly path: string;
}

/** `/restapis/{api}/{stage}/_user_request_/…` and `/_aws/execute-api/{api}/{stage}/…`. */
const PATHS = [
  /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(?:\/(.*))?$/s,
  /^\/_aws\/execute-api\/([^/]+)\/([^/]+)(?:\/(.*))?$/s,
];
/** `http://{api}.execute-api.localhost:PORT/{stage}/…`, or with the Region that AWS puts in between. */
const HOST = /^([a-z0-9]+)\.execute-api\.(?:[a-z0-9-]+\.)?(?:localhost|amazonaws\.com(?:\.cn)?)(?::\d+)?$/i;
const STAGE_FIRST = /^\/([^/]+)(?:\/(.*))?$/s;

/** The stage that a request calls; the control plane lies beside it under `/restapis`. */
export function stageCallOf(path: string, host = ""): StageCall | undefined {
  const [, api] = HOST.exec(host) ?? [];
  if (api !== undefined) {
    const [, stageName = "", rest = ""] = STAGE_FIRST.exec(path) ?? [];
    return { apiId: api.toLowerCase(), stageName, path: `/${rest}` };
  }
  for (const pattern of PATHS) {
    const [, apiId, stageName, rest = ""] = pattern.exec(path) ?? [];
    if (apiId && stageName) return { apiId, stageName, path: `/${rest}` };
  }
  return undefined;
}
