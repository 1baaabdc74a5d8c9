import type { CheckName, RuleName } from "../gateway/checks/finding.ts";
import type { FunctionName } from "../gateway/names/uri.ts";
import type { Verb } from "../gateway/names/verb.ts";
import type { LookSettings } from "./known-looks.ts";
import type { ServerSettings } from "./known-server.ts";

export type IntegrationKind = "lambda" | "http" | "aws" | "mock" | "vpc-link";

/** A query string parameter or header of the method request: `limit`, `limit:required:cached`. */
export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly cached: boolean;
}

/** `key=value`, as in `application/json=Pet`. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** A template's text, or where to read it: a file (`@file`) or standard input (`-`). */
export type Source = { readonly text: string } | { readonly file: string } | { readonly stdin: true };

export interface Template {
  readonly contentType: string;
  readonly source: Source;
}

/** Something said of one status code: `400=.*Bad.*`, `200:X-Request-Id=context.requestId`. */
export interface OfStatus<T> {
  readonly status: string;
  readonly of: T;
}

/** The values of the settings that are known: given by flag, answered, or still open. */
export interface MethodSettings {
  readonly api: string;
  readonly resource: string;
  readonly createResource: boolean;
  readonly method: Verb;
  readonly ifExists: "fail" | "skip" | "update" | "replace";
  /** Checks that are not made. */
  readonly skipCheck: readonly CheckName[];
  /** Test it when it is done. */
  readonly test: boolean;
  readonly integration: IntegrationKind;
  readonly proxy: boolean;
  readonly function: FunctionName;
  readonly functionRegion: string;
  readonly permission: boolean;
  readonly permissionScope: "method" | "resource" | "api";
  readonly responseTransferMode: "BUFFERED" | "STREAM";
  readonly serviceRegion: string;
  readonly service: string;
  readonly subdomain: string;
  readonly integrationMethod: Verb;
  readonly actionType: "action" | "path";
  readonly action: string;
  readonly pathOverride: string;
  /** A whole integration URI of an AWS service. */
  readonly uri: string;
  readonly callerCredentials: boolean;
  readonly role: string;
  /** The name of an execution role to be made. */
  readonly createRole: string;
  /** IAM actions and resources that the role allows, where they are not told from what is called. */
  readonly roleAction: readonly string[];
  readonly roleResource: readonly string[];
  readonly permissionsBoundary: string;
  readonly rolePath: string;
  readonly roleTag: readonly Pair[];
  /** A whole AWS service integration by name: `sqs:SendMessage`. */
  readonly recipe: string;
  /** What the recipe leaves open. */
  readonly set: readonly Pair[];
  /** Take a service or action that looks misspelt. */
  readonly force: boolean;
  readonly vpcLink: string;
  readonly endpoint: string;
  readonly integrationTarget: string;
  readonly insecureSkipVerification: boolean;
  readonly contentHandling: "PASSTHROUGH" | "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT";
  readonly timeout: number;
  readonly authorization: "NONE" | "AWS_IAM" | "COGNITO_USER_POOLS" | "CUSTOM";
  readonly authorizer: string;
  readonly scope: readonly string[];
  /** What to validate, or a validator of the API by name or id. */
  readonly requestValidator: "none" | "body" | "parameters" | "all" | (string & {});
  readonly apiKeyRequired: boolean;
  readonly operationName: string;
  readonly queryParam: readonly Parameter[];
  readonly header: readonly Parameter[];
  readonly pathParam: readonly Parameter[];
  readonly requestModel: readonly Pair[];
  readonly requestParameter: readonly Pair[];
  readonly requestTemplate: readonly Template[];
  readonly passthrough: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly cacheNamespace: string;
  readonly response: readonly OfStatus<string | undefined>[];
  readonly responseHeader: readonly OfStatus<{
    readonly name: string;
    readonly expression?: string | undefined;
  }>[];
  readonly responseTemplate: readonly OfStatus<Template>[];
  readonly responseModel: readonly OfStatus<Pair>[];
  readonly responseContentHandling: readonly OfStatus<MethodSettings["contentHandling"]>[];
}

/** What lets browsers call a method from other origins. */
export interface CorsSettings {
  readonly corsHeaders: boolean;
  readonly allowHeaders: string;
  readonly allowMethods: string;
  readonly allowOrigin: readonly string[];
  readonly maxAge: number;
  readonly allowCredentials: boolean;
  readonly exposeHeaders: string;
}

export interface CommonSettings {
  readonly region: string;
  readonly profile: string;
  readonly awsEndpointUrl: string;
  /** Seconds; 0 is without end. */
  readonly cliConnectTimeout: number;
  readonly cliReadTimeout: number;
  readonly caBundle: string;
  readonly output: "table" | "tree" | "text" | "json" | "yaml" | "ndjson" | "sarif";
  readonly errorFormat: "text" | "json";
  readonly query: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly input: boolean;
  readonly accessible: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
  readonly showSecrets: boolean;
  readonly sandbox: boolean;
  readonly sandboxState: string;
}

/** The settings of `apigw create-role` that no method has. */
export interface RoleSettings {
  readonly roleName: string;
}

/** What the console's Test tab takes, and what is expected of the answer. */
export interface TestSettings {
  /** `/pets/1` as a whole, or `petId=1` for one parameter. */
  readonly testPath: readonly string[];
  readonly queryString: readonly Pair[];
  readonly testHeader: readonly Pair[];
  readonly body: Source;
  /** The deployed stage whose variables are taken. */
  readonly stage: string;
  readonly stageVariable: readonly Pair[];
  /** The id of one of the account's client certificates. */
  readonly clientCertificate: string;
  readonly log: boolean;
  readonly expectStatus: string;
  readonly expectBody: readonly string[];
  readonly expectHeader: readonly { readonly name: string; readonly expression?: string | undefined }[];
}

/** What `apigw check-method` takes beside the method. */
export interface CheckSettings {
  readonly all: boolean;
  /** Rules that alone are reported. */
  readonly rule: readonly RuleName[];
  /** Rules that are not reported. */
  readonly ignore: readonly RuleName[];
  readonly ignoreFile: string;
  /** The least level that makes it leave with 1. */
  readonly failOn: "error" | "warning" | "note" | "unchecked" | "never";
}

/** What `apigw update-method` and `delete-method` take beside what describes a method. */
export interface UpdateSettings {
  /** Settings, or entries of them, that are to be no more: `operation-name`, `header:X-Id`. */
  readonly unset: readonly Unset[];
}
export interface DeleteSettings {
  readonly deleteEmptyResources: boolean;
  readonly deleteUnusedValidator: boolean;
  readonly deleteUnusedRolePolicy: boolean;
}

/** What `apigw remove-response` takes beside the method. */
export interface ResponseSettings {
  /** Statuses. */
  readonly goneResponse: readonly string[];
}

/** What `apigw deploy` takes beside API and stage. */
export interface DeploySettings {
  readonly createStage: boolean;
  readonly description: string;
  readonly stageDescription: string;
  readonly stageVariable: readonly Pair[];
  /** Percent. */
  readonly canary: number;
  readonly promote: boolean;
  readonly endCanary: boolean;
  readonly rollBack: boolean;
  /** The id of one. */
  readonly deployment: string;
  readonly tracing: boolean;
  readonly cacheSize: "none" | "0.5" | "1.6" | "6.1" | "13.5" | "28.4" | "58.2" | "118" | "237";
}

/** What `apigw enable-cors` takes beside the headers' own. */
export interface EnableCorsSettings {
  readonly recursive: boolean;
  /** Those of the resources whose answers say it; all of them by default. */
  readonly corsMethod: readonly Verb[];
  readonly gatewayResponses: boolean;
  readonly detailedExitcode: boolean;
  readonly removeCors: boolean;
}

/** What a stage has of a method. */
export interface StageMethodSettingsGiven {
  readonly throttleRate: number;
  readonly throttleBurst: number;
  readonly caching: boolean;
  /** Seconds. */
  readonly cacheTtl: number;
  readonly cacheEncrypted: boolean;
  readonly logging: "OFF" | "ERROR" | "INFO";
  readonly dataTrace: boolean;
  readonly metrics: boolean;
  readonly inherit: boolean;
}

/** What commands that change methods take of stages. */
export interface LiveSettings {
  /** The stage that is deployed to when it is done. */
  readonly deploy: string;
}

/** What `apigw resume` and `apigw history` take. */
export interface RunSettings {
  /** To what was before, instead of on to what was wanted. */
  readonly back: boolean;
  /** How many runs are listed. */
  readonly last: number;
}

/** What a change takes beside what it is about. */
export interface PlanSettings {
  /** How a dry run prints what it would do. */
  readonly planFormat: Exclude<ExportSettings["format"], "apigw">;
}

/** What `apigw explain` takes beside its words and the place. */
export interface ExplainSettings {
  /** An execution log, or a line of it. */
  readonly executionLog: Source;
}

/** What `apigw export` takes beside the place. */
export interface ExportSettings {
  readonly format: "openapi" | "terraform" | "cloudformation" | "cdk" | "aws-cli" | "apigw";
  readonly resourcesToImport: boolean;
}

/** A setting by its flag's name, and of a list one entry. */
export interface Unset {
  readonly setting: string;
  readonly entry?: string | undefined;
}

export type AllSettings = MethodSettings &
  CorsSettings &
  UpdateSettings &
  DeleteSettings &
  ResponseSettings &
  DeploySettings &
  StageMethodSettingsGiven &
  EnableCorsSettings &
  LiveSettings &
  CommonSettings &
  ServerSettings &
  TestSettings &
  CheckSettings &
  LookSettings &
  RunSettings &
  ExportSettings &
  PlanSettings &
  ExplainSettings &
  RoleSettings;

/** What is known so far. */
export type Known = { readonly [K in keyof AllSettings]?: AllSettings[K] | undefined };
