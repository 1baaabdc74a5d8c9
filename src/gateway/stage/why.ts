/** Why a stage's export does not tell a value. */
export const WHY = {
  pathRequired: "an export calls every path parameter required",
  headerRequired: "an export does not say whether a response header is required",
  tls: "no export is known to say whether the backend's certificate is verified",
  target: "no export is known to name the load balancer of a VPC link",
  mock: "an export names no backend of a mock",
  default: 'an export writes the pattern "default" as it writes none',
  sameName: "several request validators have this name",
  validator: "the export does not say what the validator validates",
  authorizers: "you may not list the authorizers, so the configured one has no name",
  authorizer: "the configured authorizer is not among the API's",
  validators: "you may not list the request validators, so the configured one has no name",
  validatorGone: "the configured request validator is not among the API's",
  security: "the export does not say what kind of authorization it is",
  model: "the export names no model there",
  summary: "a deployment's summary has nothing else",
  unread: "you may not read them",
  api: "it is not known whether exports hold an API's policy, key source and compression",
  noSchema: "the export has no schema of it to compare",
  defaultStatus: "exports leave the status of the defaults out",
} as const;
export type Why = (typeof WHY)[keyof typeof WHY];
