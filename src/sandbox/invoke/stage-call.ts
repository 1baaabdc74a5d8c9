/** Where a stage is reached: `/restapis/{api}/{stage}/_user_request_/…`, as with other local AWS tools. */
export interface StageCall {
  readonly apiId: string;
  readonly stageName: string;
  /** After the stage; starts with a slash. */
  readonly path: string;
}

const PATH = /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(?:\/(.*))?$/s;

/** The stage that a path calls; the control plane lies beside it under `/restapis`. */
export function stageCallOf(path: string): StageCall | undefined {
  const [, apiId, stageName, rest = ""] = PATH.exec(path) ?? [];
  return apiId && stageName ? { apiId, stageName, path: `/${rest}` } : undefined;
}
