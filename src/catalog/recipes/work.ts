import { inJson, json, NAME, NAME_OR_ARN, type Recipes } from "./recipe.ts";

const machine = {
  is: "the state machine's name or ARN",
  like: NAME_OR_ARN,
  arn: "arn:{{partition}}:states:{{region}}:{{account}}:stateMachine:{{machine}}",
};
const START = `{"input":"${inJson("$input.json('$')")}","stateMachineArn":"{{machine.arn}}"}`;

const invoke = {
  grade: "B",
  service: "lambda",
  path: "2015-03-31/functions/{{function.arn}}/invocations",
  method: "POST",
  slots: {
    function: {
      is: "the function's name or ARN",
      like: NAME_OR_ARN,
      arn: "arn:{{partition}}:lambda:{{region}}:{{account}}:function:{{function}}",
    },
  },
  iam: ["lambda:InvokeFunction"],
  resources: ["{{function.arn}}"],
} as const;

/** State machines, functions, jobs, models, languages. */
export const work: Recipes = {
  "states:StartExecution": {
    grade: "A",
    does: "starts a state machine with the body as its input",
    service: "states",
    action: "StartExecution",
    method: "POST",
    slots: { machine },
    template: START,
    iam: ["states:StartExecution"],
    resources: ["{{machine.arn}}"],
  },
  "states:StartSyncExecution": {
    grade: "B",
    does: "runs an express state machine and answers with its output",
    service: "states",
    action: "StartSyncExecution",
    method: "POST",
    slots: { machine },
    template: START,
    responseTemplate: "$input.path('$.output')",
    iam: ["states:StartSyncExecution"],
    resources: ["{{machine.arn}}"],
    note: "Only EXPRESS state machines run so, and within the integration's timeout.",
  },
  "lambda:Invoke": { ...invoke, does: "invokes a function with the body, by a role" },
  "lambda:Invoke/event": {
    ...invoke,
    does: "the same without waiting for its answer",
    headers: { "X-Amz-Invocation-Type": "'Event'" },
  },
  "batch:SubmitJob": {
    grade: "B",
    does: "submits a job",
    service: "batch",
    path: "//v1/submitjob",
    method: "POST",
    slots: {
      job: { is: "the job's name", like: NAME },
      queue: { is: "the job queue's name", like: NAME },
      definition: { is: "the job definition's name", like: /^[A-Za-z0-9_-]+(?::\d+)?$/ },
    },
    template: '{"jobName":"{{job}}","jobQueue":"{{queue}}","jobDefinition":"{{definition}}"}',
    iam: ["batch:SubmitJob"],
    resources: [
      "arn:{{partition}}:batch:{{region}}:{{account}}:job-queue/{{queue}}",
      "arn:{{partition}}:batch:{{region}}:{{account}}:job-definition/{{definition}}",
    ],
  },
  "runtime.sagemaker:InvokeEndpoint": {
    grade: "B",
    does: "hands the body to a model's endpoint",
    service: "runtime.sagemaker",
    path: "endpoints/{{endpoint}}/invocations",
    method: "POST",
    slots: { endpoint: { is: "the endpoint's name", like: NAME } },
    iam: ["sagemaker:InvokeEndpoint"],
    resources: ["arn:{{partition}}:sagemaker:{{region}}:{{account}}:endpoint/{{endpoint}}"],
  },
  "translate:TranslateText": {
    grade: "B",
    does: "translates the body's text",
    service: "translate",
    action: "TranslateText",
    method: "POST",
    slots: {
      to: { is: "the language to translate to, like de", like: NAME },
      from: { is: "the language of the text", like: NAME, usually: "auto" },
    },
    headers: json("1.1", "AWSShineFrontendService_20170701.TranslateText"),
    template: `{"SourceLanguageCode":"{{from}}","TargetLanguageCode":"{{to}}","Text":"${inJson("$input.path('$.text')")}"}`,
    iam: ["translate:TranslateText"],
    resources: ["*"],
    star: "translating acts on a resource only where terminologies or parallel data are used",
    note: 'Translating from "auto" calls comprehend:DetectDominantLanguage, which the role must be allowed too.',
  },
  "polly:SynthesizeSpeech": {
    grade: "C",
    does: "speaks the body's text",
    service: "polly",
    path: "v1/speech",
    method: "POST",
    slots: { voice: { is: "the voice", like: NAME, usually: "Joanna" } },
    headers: { "Content-Type": "'application/json'" },
    template: `{"OutputFormat":"mp3","VoiceId":"{{voice}}","Text":"${inJson("$input.path('$.text')")}"}`,
    iam: ["polly:SynthesizeSpeech"],
    resources: ["*"],
    star: "it acts on a resource only where lexicons are used",
    note: "The answer is sound: add audio/mpeg to the API's binary media types.",
  },
  "appsync:GraphQL": {
    grade: "C",
    does: "asks a GraphQL API, with the body as the query's variables",
    service: "appsync-api",
    subdomain: "{{host}}",
    path: "graphql",
    method: "POST",
    slots: {
      host: { is: "the first label of the API's GraphQL URL", like: NAME },
      api: { is: "the API's id", like: NAME },
      query: { is: "the GraphQL document", like: /^[^'\\\n\r]+$/ },
    },
    template: `#set($query = '{{query}}'){"query":"$util.escapeJavaScript($query)","variables":$input.json('$')}`,
    iam: ["appsync:GraphQL"],
    resources: ["arn:{{partition}}:appsync:{{region}}:{{account}}:apis/{{api}}/*"],
  },
};
