/** Where a stage is reached, as with other local AWS tools. */
export interface StageCall {
  readonly apiId: string;
  readonly stageName: string;
  /** After the stage; starts with a slash, or is empty where the URL ends with the stage. */
  readonly path: string;
}

const USER_REQUEST = /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(\/.*)?$/s;
const EXECUTE_API = /^\/_aws\/execute-api\/([^/]+)\/([^/]+)(\/.*)?$/s;
/** `http://{api}.execute-api.localhost:PORT/{stage}/…`, or with the Region that AWS puts in between. */
const HOST = /^([a-z0-9]+)\.execute-api\.(?:[a-z0-9-]+\.)?(?:localhost|amazonaws\.com(?:\.cn)?)(?::\d+)?$/i;
const STAGE_FIRST = /^\/([^/]+)(\/.*)?$/s;

/** The stage that a request calls; the control plane lies beside it under `/restapis`. */
export function stageCallOf(path: string, host = ""): StageCall | undefined {
  const [, api] = HOST.exec(host) ?? [];
  if (api !== undefined) {
    const [, stageName = "", rest] = STAGE_FIRST.exec(path) ?? [];
    return { apiId: api.toLowerCase(), stageName, path: rest ?? "" };
  }
  const [, first, stage, behind = "/"] = USER_REQUEST.exec(path) ?? [];
  if (first && stage) return { apiId: first, stageName: stage, path: behind };
  const [, second, named, rest = ""] = EXECUTE_API.exec(path) ?? [];
  return second && named ? { apiId: second, stageName: named, path: rest } : undefined;
}
