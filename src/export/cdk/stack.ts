import type { ExportedApi } from "../api.ts";
import { cloudFormationTemplate, type Resource } from "../cloudformation/template.ts";
import { pascalCase, wordsIn } from "../names.ts";
import { oneLine } from "../writing.ts";
import { Code, literal } from "./typescript.ts";

/** A stack of the CDK, and what adopts what exists: the file that `cdk import --resource-mapping` takes. */
export interface CdkStack {
  readonly text: string;
  readonly resourceMapping: object;
  readonly notes: readonly string[];
}

/** What of a resource's properties is a person's own, key by key. */
const AS_IT_IS = new Set([
  "RequestParameters",
  "RequestModels",
  "RequestTemplates",
  "ResponseParameters",
  "ResponseModels",
  "ResponseTemplates",
  "Schema",
]);

const MODULES: Readonly<Record<string, string>> = { ApiGateway: "apigateway", Lambda: "lambda" };

/**
 * A stack class in TypeScript that synthesizes to the CloudFormation template of an API's content, of the CDK's own
 * constructs for it (L1): those of a higher level make deployments, stages and permissions of their own.
 */
export function cdkStack(api: ExportedApi): CdkStack {
  const { template, resourcesToImport, notes } = cloudFormationTemplate(api);
  const { Parameters, Resources, Description } = template;
  const value = valuesOf(new Set(Object.keys(Parameters)));
  const used = new Set<string>();
  const lines = [
    `this.templateOptions.description = ${JSON.stringify(Description)};`,
    ...Object.entries(Parameters).map(
      ([name, { Type, Description, Default }]) =>
        `const ${variable(name)} = new CfnParameter(this, "${name}", ${literal({ type: Type, description: Description, default: Default }, INDENT)});`,
    ),
    ...Object.entries(Resources).flatMap(([name, { Type, Properties, DeletionPolicy, DependsOn = [] }]) => {
      const [, service = "", kind = ""] = Type.split("::");
      used.add(MODULES[service] ?? "");
      const made = `new ${MODULES[service]}.Cfn${kind}(this, "${name}", ${literal(value(Properties), INDENT)})`;
      const more = [
        ...(DeletionPolicy === "Retain" ? ["applyRemovalPolicy(RemovalPolicy.RETAIN)"] : []),
        ...DependsOn.map((one) => `node.addDependency(${variable(one)})`),
      ];
      // A name for what nobody names again is an error where unused names are.
      const named = more.length > 0 || isNamed(name, Resources);
      return [
        `${named ? `const ${variable(name)} = ` : ""}${made};`,
        ...more.map((call) => `${variable(name)}.${call};`),
      ];
    }),
  ];
  const body = lines.map((line) => `${INDENT}${line}\n`).join("");
  const imports = [
    "CfnParameter",
    ...(body.includes(" Fn.sub(") ? ["Fn"] : []),
    ...(body.includes("RemovalPolicy.RETAIN") ? ["RemovalPolicy"] : []),
    "Stack",
    "type StackProps",
    ...[...used].sort().map((module) => `aws_${module} as ${module}`),
  ];
  const { name = "" } = api.api;
  return {
    notes,
    resourceMapping: Object.fromEntries(
      resourcesToImport.map(({ LogicalResourceId, ResourceIdentifier }) => [
        LogicalResourceId,
        ResourceIdentifier,
      ]),
    ),
    text: `// Written by apigw export: ${oneLine(name)} (${api.restApiId}) for the AWS CDK, version 2.
// It adopts what exists by \`cdk import --resource-mapping FILE\`; --resources-to-import writes that file.
${notes.map((note) => `// Note: ${oneLine(note)}\n`).join("")}import { ${imports.join(", ")} } from "aws-cdk-lib";
import type { Construct } from "constructs";

export class ${pascalCase(wordsIn(name))}Stack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
${body}  }
}
`,
  };
}

const INDENT = "    ";

/** `ResourcePets` as `resourcePets`. */
const variable = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

/** Properties as the constructs call them, with references to the variables. */
function valuesOf(parameters: ReadonlySet<string>): (value: unknown) => unknown {
  const within = (value: unknown, own: boolean): unknown => {
    if (Array.isArray(value)) return value.map((one) => within(one, own));
    if (typeof value !== "object" || value === null) return value;
    const { Ref: ref, "Fn::Sub": filled, ...others } = value as { Ref?: unknown; "Fn::Sub"?: unknown };
    if (Object.keys(others).length === 0) {
      if (typeof ref === "string" && !own)
        return new Code(`${variable(ref)}.${parameters.has(ref) ? "valueAsString" : "ref"}`);
      if (typeof filled === "string") return new Code(`Fn.sub(${JSON.stringify(filled)})`);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) =>
        own ? [key, within(one, true)] : [propertyName(key), within(one, AS_IT_IS.has(key))],
      ),
    );
  };
  return (value) => within(value, false);
}

/** `ProviderARNs` is `providerArns` to the CDK. */
const propertyName = (name: string): string => variable(name).replace("ARN", "Arn");

/** Whether another resource refers to this one. */
const isNamed = (name: string, all: Readonly<Record<string, Resource>>): boolean => {
  const text = JSON.stringify({ Ref: name });
  return Object.values(all).some(
    ({ Properties, DependsOn = [] }) => DependsOn.includes(name) || JSON.stringify(Properties).includes(text),
  );
};
