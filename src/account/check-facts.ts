import { AwsFailure } from "../gateway/call/failure.ts";
import type { Facts, FunctionFact } from "../gateway/checks/facts.ts";
import type { Address, MethodDocument, RequestValidator } from "../gateway/document/method.ts";
import { type Key, validatorKey } from "../gateway/document/things.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { functionArnOf, functionInput, parseFunctionName, usesStageVariables } from "../gateway/names/uri.ts";
import { sourceArn } from "../gateway/policy/lambda-permission.ts";
import { evaluate } from "../gateway/policy/lambda-policy.ts";
import type { ApiEntry, Aws, Reading } from "../ports.ts";
import { ifAllowed, readPolicy } from "./allowed.ts";
import { roleFact } from "./role-fact.ts";

/** What is asked of AWS once for an API, and then held against each of its methods. */
export interface ApiFacts extends Omit<Facts, "function" | "role"> {
  readonly aws: Aws;
  readonly reading: Reading;
  readonly kept: Map<string, Promise<unknown>>;
}

/** Reads what stands around the methods of an API, as far as they point at it. What may not be read is left open. */
export async function apiFacts(
  aws: Aws,
  reading: Reading,
  api: ApiEntry,
  documents: readonly MethodDocument[],
  /** The request validators that are known already. */
  around: ReadonlyMap<Key<"validator">, RequestValidator> = new Map(),
): Promise<ApiFacts> {
  const some = (needs: (document: MethodDocument) => boolean) => documents.some(needs);
  const needed = <T>(needs: (document: MethodDocument) => boolean, read: () => Promise<readonly T[]>) =>
    some(needs) ? ifAllowed(read()) : Promise.resolve([]);
  const [models, authorizers, vpcLinks, stages, validators, templates] = await Promise.all([
    needed(usesModels, () => reading.models(api.id)),
    needed(
      ({ request }) => request.authorizerId !== undefined,
      () => reading.authorizers(api.id),
    ),
    needed(
      ({ integration }) =>
        integration?.connectionType === "VPC_LINK" && !usesStageVariables(integration.connectionId ?? ""),
      () => reading.vpcLinks(),
    ),
    needed(
      ({ integration }) => usesStageVariables(JSON.stringify(integration ?? {})),
      () => reading.stages(api.id),
    ),
    needed(
      ({ request }) => request.requestValidator !== undefined && !around.has(request.requestValidator),
      () => reading.requestValidators(api.id),
    ),
    // A template engine is not loaded for a method that has no templates.
    some(usesTemplates)
      ? import("../template/check.ts")
      : { templateSyntaxFault: () => undefined, yieldsJson: () => undefined },
  ]);
  return {
    aws,
    reading,
    kept: new Map(),
    region: aws.region,
    partition: partitionOf(aws.region) ?? "aws",
    endpointType: api.endpointType,
    binaryMediaTypes: api.binaryMediaTypes ?? [],
    models,
    validators: new Map([
      ...around,
      ...(validators ?? []).map(({ id, ...one }) => [validatorKey(api.id, id), one] as const),
    ]),
    authorizers: authorizers && new Map(authorizers.map(({ id, type }) => [id, type])),
    vpcLinks: vpcLinks && new Map(vpcLinks.map(({ id, version, status }) => [id, { version, status }])),
    stages: stages && new Map(stages.map(({ name, variables }) => [name, variables])),
    templateFault: templates.templateSyntaxFault,
    yieldsJson: templates.yieldsJson,
  };
}

const usesTemplates = ({ integration, integrationResponses }: MethodDocument): boolean =>
  [
    integration?.requestTemplates,
    ...Object.values(integrationResponses).map((one) => one.responseTemplates),
  ].some((map) => Object.keys(map ?? {}).length > 0);

const usesModels = ({ request, responses }: MethodDocument): boolean =>
  [request.requestModels, ...Object.values(responses).map((one) => one.responseModels)].some(
    (map) => Object.keys(map).length > 0,
  );

/** The facts for one method: its function and role are looked up too, each once. */
export async function methodFacts(
  around: ApiFacts,
  at: Address,
  { integration }: MethodDocument,
): Promise<Facts> {
  const arn = functionArnOf(integration?.uri ?? "");
  const byPolicy = integration?.credentials === undefined;
  const known =
    arn !== undefined && !usesStageVariables(arn) ? await functionFact(around, at, arn, byPolicy) : undefined;
  return { ...around, function: known, role: await roleFact(around, integration, around.kept) };
}

async function functionFact(
  { aws, reading, kept }: ApiFacts,
  at: Address,
  arn: string,
  byPolicy: boolean,
): Promise<FunctionFact> {
  const parsed = parseFunctionName(arn);
  if ("fault" in parsed) return { exists: false };
  const { region } = parsed;
  const once = <T>(what: string, read: () => Promise<T>): Promise<T> => {
    const key = `${what} ${arn}`;
    const reading = (kept.get(key) as Promise<T> | undefined) ?? read();
    kept.set(key, reading);
    return reading;
  };
  const exists = await once("function", () =>
    isThere(aws.send("lambda:GetFunctionConfiguration", functionInput(arn), { region })),
  );
  if (exists === false || !byPolicy) return { exists };
  const policy = await once("policy", () => readPolicy(aws, functionInput(arn), region));
  if (policy === "denied") return { exists, verdict: "unknown" };
  const account = await reading.accountId();
  const partition = partitionOf(aws.region) ?? "aws";
  return {
    exists,
    verdict: evaluate(policy, {
      functionArn: arn,
      sourceArn: sourceArn(at, { partition, region: aws.region, account }),
    }),
  };
}

/** Whether something is there; unknown where it may not be read. */
export async function isThere(reading: Promise<unknown>): Promise<boolean | "unknown"> {
  try {
    await reading;
    return true;
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    if (error.kind === "missing") return false;
    if (error.kind === "denied") return "unknown";
    throw error;
  }
}
