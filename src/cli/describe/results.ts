const PLACE = {
  region: "The Region of the API.",
  api: "The REST API: `id` and `name`.",
  resource: "The resource: `id` (null while it is only planned) and `path`.",
  method: "The HTTP method.",
};

const CHANGE = {
  schemaVersion: "1. Members may be added; none changes its meaning.",
  where:
    "Where it ran: `region`, and where known `account`, `profile`, `endpoint`, or the `sandbox` file that it was instead of AWS.",
  outcome: "created, updated, replaced, deleted, deployed, unchanged, skipped, or with --dry-run planned.",
  calls:
    "The calls that were sent, or with --dry-run would be: `operation`, `at`, `because`, `input`, and `region` where it is another. Ids that a call before will give stand as `<…>`.",
  notes: "What is worth knowing and stops nothing: texts.",
};

const METHOD = {
  ...CHANGE,
  ...PLACE,
  deploy: "The command that makes the change live, or null where nothing is to be deployed.",
};

const RESOURCE = { ...CHANGE, region: PLACE.region, api: PLACE.api, resource: PLACE.resource };

/** The members of each command's result, with what they mean. A test holds them to real results. */
export const RESULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "create-method": METHOD,
  "update-method": METHOD,
  "delete-method": METHOD,
  "add-response": METHOD,
  "remove-response": METHOD,
  "create-resource": RESOURCE,
  "delete-resource": RESOURCE,
  "enable-cors": {
    ...CHANGE,
    region: PLACE.region,
    api: PLACE.api,
    resources: "The paths of the resources.",
    deploy: METHOD.deploy,
  },
  deploy: {
    ...CHANGE,
    region: PLACE.region,
    api: PLACE.api,
    stage:
      "The stage: `name`, its `deployment` (null while it is only planned), the one `before` (null of a new stage), and its `canary`: `deployment` and `percent`, or null.",
    goesLive:
      "What the stage (of a canary that ends, its share of the calls) had not got: `changes` (`kind`, `at`, `change`, `differences`), `by` what it was told (export, summary, nothing), and what is `untold`; null of a new stage, and where it could not be told.",
    urls: "The stage's addresses; none of a sandbox that is not served.",
    curl: "A line that calls a method of it, or null.",
  },
  "update-stage-method": {
    ...CHANGE,
    region: PLACE.region,
    api: PLACE.api,
    stage: "The stage's name.",
    settings:
      "What the stage has of the method from now on, by API Gateway's names; null where nothing of its own.",
    before: "The same as it was.",
  },
  "create-role": { ...CHANGE, role: "The role: `name` and `arn`." },
  undo: { ...CHANGE, run: "This run's name, for history and undo.", undoes: "The run that was taken back." },
  resume: {
    ...CHANGE,
    run: "This run's name, for history and undo.",
    undoes: "The run that was finished or taken back.",
  },
  history: {
    schemaVersion: "1.",
    runs: "The runs, the last one last: `run`, `at`, `command`, `what`, `becomes`, `where`, `how`. Of one run by its name, its members with `api`, `calls` and `ended`.",
  },
  explain: {
    schemaVersion: "1.",
    what: "What it is: log, message, refusal, address, check, function, or unknown.",
    explanations:
      "What the text says: `id`, `says` (its words), `cause`, `remedy`, `commands`, `evidence` (recorded, documented, reported, unverified), `holds` (`is`: yes, no, not checked; `why`). Of a text that tells of several calls also `of` (`api`, `resource`, `method`, `stage`) and `times`. Each command does by itself; in angle brackets (of curl in capitals) stands what only its reader knows.",
    methods:
      "The methods that an address or a function leads to: `api`, `resource`, `method`, `integration`, `stages` (how each has it), `allowed`.",
    notes: "What else is worth knowing: texts.",
  },
  export: {
    schemaVersion:
      "1. Of openapi and cloudformation the result is the document itself, without these members.",
    format: "The format.",
    text: "What was written.",
    notes: "What the format cannot say, or what could not be read: texts.",
  },
  "test-method": {
    schemaVersion: "1.",
    status: "The HTTP status that the method answered.",
    latency: "Milliseconds.",
    headers: "The answer's headers, the last value of each.",
    multiValueHeaders: "The answer's headers with all values.",
    body: "The answer's body, a text.",
    log: "The execution log, with --log.",
    explanations:
      "What the log says of a call that failed: `id`, `cause`, `remedy`, `commands`, as apigw explain has them.",
    expectations: "Of each expectation that was given: `expected`, `holds`, `got`.",
  },
  "list-apis": {
    schemaVersion: "1.",
    region: "Where they are.",
    apis: "Of each REST API, in this order: `name`, `id`, `endpointType`, `stages`, `methods` (their number), `created`, `description`; null where it may not be read. --output text and ndjson have a line for each API.",
  },
  "list-methods": {
    schemaVersion: "1.",
    api: "The REST API: `id` and `name`.",
    methods:
      "Of each method, in this order: `path`, `method`, `integration` (lambda, http, aws, mock, vpc-link, or null where there is none yet), `proxy`, `target` (hello:live, example.com, sqs:SendMessage), `authorization`, `authorizer`, `scopes`, `apiKeyRequired`, `timeout` in milliseconds, `role`, `requestValidator`; with --findings `findings` as of check-method; with --stages `stages`, by name: live, changed, absent, or unknown where nobody may tell. --output text and ndjson have a line for each method.",
  },
  "show-method": {
    schemaVersion: "1.",
    api: "The REST API's name.",
    path: "The resource's path.",
    method: "The HTTP method.",
    request: "What is asked of callers; apigw schema method has every member.",
    integration: "What is called, or null where there is nothing yet.",
    methodResponses: "By status: `responseParameters` and `responseModels`.",
    integrationResponses:
      "By status: `selectionPattern` (null: the default), `contentHandling`, `responseParameters`, `responseTemplates`.",
  },
  status: {
    schemaVersion: "1.",
    api: "The REST API: `id` and `name`.",
    stages:
      "Of each stage: `stage`, `updated`, `deployment`; `by` what it was compared (export, summary, nothing) and `why` not by its export; `behind`, the number of `changes`; of each `kind`, `at` (GET /pets), `change` (added, changed, removed) and `differences` with `member`, `before` (what the stage serves) and `after` (what is configured); `untold`, the values of which nobody can tell, with `member`, `why` and `at`; `canary`, null or the same of its deployment with `percentTraffic` and the names of its `stageVariables`.",
    notes: "What nobody has verified of exports, and some of the differences rest on.",
  },
  "check-method": {
    schemaVersion: "1.",
    api: "The REST API: `id` and `name`.",
    checked: "How many methods were looked at.",
    findings:
      "What was found: `at` (GET /pets), `rule`, `check`, `level` (error, warning, note, unchecked), `message`, `remedy`, and `field` where one is at fault.",
    ignored: "What --ignore-file keeps from being reported: the same, with its `reason`.",
  },
};
