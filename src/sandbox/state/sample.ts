/** What a fresh sandbox holds, so that the first command has something to work on. Ids are the same on every fresh state. */
import { createHash } from "node:crypto";
import { DEFAULT_TIMEOUT_MS } from "../../gateway/document/method.ts";
import { partitionFor, REGIONS } from "../../gateway/names/partition.ts";
import { API_GATEWAY_PRINCIPAL } from "../../gateway/names/principal.ts";
import { defaultModels } from "./new-api.ts";
import { snapshotOf } from "./snapshot.ts";
import type { ApiState, FunctionState, IamState, RegionState, RoleState } from "./types.ts";

/** A fixed day: a sample that changed with the clock would differ from one look to the next until first written. */
const MADE = "2026-01-05T09:00:00.000Z";

function sampleId(region: string, what: string, length: number): string {
  const digest = createHash("sha256").update(`${region} ${what}`).digest();
  let number = BigInt(`0x${digest.toString("hex")}`);
  // The first is a letter, as with identifiers that are made later.
  let text = String.fromCharCode(97 + Number(number % 26n));
  number /= 26n;
  while (text.length < length) {
    text += (number % 36n).toString(36);
    number /= 36n;
  }
  return text;
}

const SAMPLE_API = "petstore";
const SAMPLE_API_ID_LENGTH = 10;

/** The Region whose sample API has this id: a call of its stage does not say where it goes. */
export const regionOfSample = (apiId: string): string | undefined =>
  REGIONS.find((region) => sampleId(region, SAMPLE_API, SAMPLE_API_ID_LENGTH) === apiId);

export const emptyRegion = (): RegionState => ({ apis: {}, vpcLinks: {}, vpcLinksV2: {}, functions: {} });
export const emptyIam = (): IamState => ({ roles: {}, policies: {} });

interface Place {
  region: string;
  partition: string;
  accountId: string;
}

/** The sample of one Region: the API `petstore`, VPC links of both kinds, three functions. */
export function sampleRegion(region: string, accountId: string): RegionState {
  const place: Place = { region, partition: partitionFor(region), accountId };
  const id = (what: string, length = 6) => sampleId(place.region, what, length);
  const api = petstore(place, id);
  const linkId = id("vpc link backend");
  const linkV2Id = id("vpc link private-alb");
  const balancer = (kind: string, name: string) =>
    `arn:${place.partition}:elasticloadbalancing:${place.region}:${place.accountId}:loadbalancer/${kind}/${name}/${id(name, 16)}`;
  return {
    apis: { [api.id]: api },
    vpcLinks: {
      [linkId]: {
        id: linkId,
        name: "backend",
        targetArns: [balancer("net", "backend")],
        status: "AVAILABLE",
        statusMessage: "Your vpc link is ready for use",
      },
    },
    vpcLinksV2: {
      [linkV2Id]: {
        VpcLinkId: linkV2Id,
        Name: "private-alb",
        SubnetIds: [`subnet-${id("subnet", 8)}`],
        SecurityGroupIds: [],
        CreatedDate: MADE,
        Tags: {},
      },
    },
    functions: Object.fromEntries(
      ["hello", "list-pets", "create-pet"].map((name) => [name, sampleFunction(name, place, id)]),
    ),
  };
}

function sampleFunction(
  name: string,
  place: Place,
  id: (what: string, length?: number) => string,
): FunctionState {
  const latest = {
    version: "$LATEST",
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: `arn:${place.partition}:iam::${place.accountId}:role/lambda-basic`,
    description: "",
    timeout: 3,
    memorySize: 128,
    codeSize: 512,
    codeSha256: createHash("sha256").update(name).digest("base64"),
    lastModified: MADE.replace("Z", "+0000"),
    revisionId: id(`revision ${name}`, 24),
  };
  const published = { ...latest, version: "1" };
  const alias = { name: "live", functionVersion: "1", description: "", revisionId: id("alias live", 24) };
  const withAlias = name === "hello";
  return {
    name,
    latest,
    versions: withAlias ? { 1: published } : {},
    aliases: withAlias ? { live: alias } : {},
    policies: {},
  };
}

const PETS = '[{ "id": 1, "name": "Rex", "type": "dog" }, { "id": 2, "name": "Mia", "type": "cat" }]';

function petstore(place: Place, id: (what: string, length?: number) => string): ApiState {
  const root = id("root", 10);
  const pets = id("/pets");
  const pet = id("/pets/{petId}");
  const deployment = id("deployment");
  const lambdaUri = `arn:${place.partition}:apigateway:${place.region}:lambda:path/2015-03-31/functions/arn:${place.partition}:lambda:${place.region}:${place.accountId}:function:hello/invocations`;
  const customers = id("authorizer customers");
  const staff = id("authorizer staff");
  let models = 0;
  const api: ApiState = {
    id: id(SAMPLE_API, SAMPLE_API_ID_LENGTH),
    name: SAMPLE_API,
    description: "The sandbox's sample API",
    createdDate: MADE,
    apiKeySource: "HEADER",
    endpointConfiguration: { types: ["REGIONAL"], ipAddressType: "ipv4" },
    disableExecuteApiEndpoint: false,
    rootResourceId: root,
    resources: {
      [root]: { id: root, methods: {} },
      [pets]: { id: pets, parentId: root, pathPart: "pets", methods: { GET: listPets(pets) } },
      [pet]: { id: pet, parentId: pets, pathPart: "{petId}", methods: {} },
    },
    models: {
      ...defaultModels((length) => id(`model ${models++}`, length)),
      Pet: {
        id: id("model Pet"),
        name: "Pet",
        description: "A pet of the store",
        schema:
          '{"$schema":"http://json-schema.org/draft-04/schema#","title":"Pet","type":"object","properties":{"name":{"type":"string"},"type":{"type":"string"}},"required":["name"]}',
        contentType: "application/json",
      },
    },
    validators: {},
    authorizers: {
      [customers]: {
        id: customers,
        name: "customers",
        type: "COGNITO_USER_POOLS",
        authType: "cognito_user_pools",
        identitySource: "method.request.header.Authorization",
        providerARNs: [
          `arn:${place.partition}:cognito-idp:${place.region}:${place.accountId}:userpool/${place.region}_Sandbox01`,
        ],
      },
      [staff]: {
        id: staff,
        name: "staff",
        type: "TOKEN",
        authType: "custom",
        authorizerUri: lambdaUri,
        authorizerCredentials: `arn:${place.partition}:iam::${place.accountId}:role/apigw-sample-role`,
        identitySource: "method.request.header.Authorization",
        authorizerResultTtlInSeconds: 300,
      },
    },
    deployments: {},
    stages: {
      dev: {
        stageName: "dev",
        deploymentId: deployment,
        cacheClusterEnabled: false,
        cacheClusterStatus: "NOT_AVAILABLE",
        methodSettings: {},
        tracingEnabled: false,
        createdDate: MADE,
        lastUpdatedDate: MADE,
      },
    },
    gatewayResponses: {},
    documentationParts: {},
    documentationVersions: {},
  };
  api.deployments[deployment] = { id: deployment, createdDate: MADE, snapshot: snapshotOf(api) };
  return api;
}

const listPets = (resourceId: string): ApiState["resources"][string]["methods"][string] => ({
  httpMethod: "GET",
  authorizationType: "NONE",
  apiKeyRequired: false,
  methodResponses: { 200: { statusCode: "200", responseModels: { "application/json": "Empty" } } },
  methodIntegration: {
    type: "MOCK",
    requestTemplates: { "application/json": '{"statusCode": 200}' },
    passthroughBehavior: "WHEN_NO_MATCH",
    timeoutInMillis: DEFAULT_TIMEOUT_MS,
    cacheNamespace: resourceId,
    cacheKeyParameters: [],
    integrationResponses: { 200: { statusCode: "200", responseTemplates: { "application/json": PETS } } },
  },
});

const SAMPLE_ACTIONS = [
  "sqs:SendMessage",
  "sns:Publish",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "states:StartExecution",
  "events:PutEvents",
  "s3:GetObject",
  "s3:PutObject",
  "ssm:GetParameter",
  "ses:SendEmail",
  "cloudwatch:PutMetricData",
  "kinesis:PutRecord",
  "secretsmanager:GetSecretValue",
  "states:StartSyncExecution",
  "firehose:PutRecord",
  "logs:PutLogEvents",
  "translate:TranslateText",
  "lambda:InvokeFunction",
];

/** The sample's roles: one for API Gateway to call SQS with, one for the functions. */
export function sampleIam(): IamState {
  const role = (name: string, service: string, inline: Record<string, string>): RoleState => ({
    name,
    id: `AROA${sampleId("iam", name, 17).toUpperCase()}`,
    path: "/",
    createDate: MADE,
    trust: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    }),
    maxSessionDuration: 3600,
    tags: [],
    inline,
    attached: [],
  });
  // What the services that are tried most need, so that a first AWS service integration finds its role ready.
  const calls = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: SAMPLE_ACTIONS, Resource: "*" }],
  });
  return {
    roles: {
      "apigw-sample-role": role("apigw-sample-role", API_GATEWAY_PRINCIPAL, {
        "call-services": calls,
      }),
      "lambda-basic": role("lambda-basic", "lambda.amazonaws.com", {}),
    },
    policies: {},
  };
}
