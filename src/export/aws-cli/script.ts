import type { Call } from "../../gateway/call/call.ts";
import { splitOperation } from "../../gateway/call/operation.ts";
import { isOf, type Key, pathOfKey, resourceKey } from "../../gateway/document/things.ts";
import { type ExportedApi, modelsInOrder, splitAtId, type Written } from "../api.ts";
import { callsThatMake } from "../as-planned.ts";
import { Names, snakeCase } from "../names.ts";
import { oneLine } from "../writing.ts";
import { authorizerInput, permissionInput, restApiInput } from "./inputs.ts";
import { awsCommand, bashWord, held, withVariables } from "./words.ts";

const API = "rest_api_id";

/**
 * A bash script of AWS CLI commands that makes the same in an account: the whole API anew, or the methods in an API that
 * has none of them; what of resources, validators and models is there already is used as it is.
 */
export function awsCliScript(api: ExportedApi): Written {
  const script = new Script(api);
  const { notes } = script;
  const head = [
    "#!/usr/bin/env bash",
    `# ${api.whole ? `The REST API ${oneLine(api.api.name ?? api.restApiId)}` : `Methods of ${oneLine(api.api.name ?? api.restApiId)}`} as AWS CLI commands, written by apigw export.`,
    "# It stops at the first command that fails, and takes nothing back.",
    ...notes.map((note) => `# Note: ${oneLine(note)}`),
    "set -euo pipefail",
    "export AWS_PAGER=",
    `region=${bashWord(api.region)}`,
  ];
  return { text: [...head, ...script.lines, ""].join("\n"), notes };
}

class Script {
  readonly lines: string[] = [];
  readonly notes: string[];
  readonly #names = new Names(snakeCase);

  constructor(private readonly api: ExportedApi) {
    this.notes = [...api.unread];
    this.#names.of(API, ...API.split("_"));
    this.#names.of("region", "region");
    if (api.whole) this.#makeApi();
    else this.lines.push("", `${API}=${bashWord(api.restApiId)}`);
    this.#models();
    for (const one of api.authorizers) this.#authorizer(one);
    if (!api.whole) this.#findRoot();
    for (const { key, call } of callsThatMake(api)) this.#planned(key, call);
    for (const one of api.gatewayResponses)
      this.#call("apigateway", "PutGatewayResponse", {
        restApiId: held(API),
        responseType: one.responseType,
        statusCode: one.statusCode,
        ...filled("responseParameters", one.responseParameters),
        ...filled("responseTemplates", one.responseTemplates),
      });
    for (const permission of api.permissions) {
      const input = permissionInput(
        permission,
        (text) => this.#withId(text),
        api.whole ? held(API) : undefined,
      );
      if ("fault" in input) this.notes.push(input.fault);
      else this.#call("lambda", "AddPermission", input.input, { region: input.region });
    }
  }

  /** A text with the API's id as the script knows it. */
  #withId(text: string): string {
    return splitAtId(text, this.api.restApiId).join(held(API));
  }

  #makeApi(): void {
    const input = restApiInput(this.api.api, (text) => this.#withId(text));
    // A policy that names the API can only be set once it has an id.
    const { policy, ...rest } = input;
    const later = policy?.includes(held(API)) ?? false;
    this.#call("apigateway", "CreateRestApi", later ? rest : input, { holds: API, query: "id" });
    if (later)
      this.#call("apigateway", "UpdateRestApi", {
        restApiId: held(API),
        patchOperations: [{ op: "replace", path: "/policy", value: policy }],
      });
    this.#findRoot();
  }

  #findRoot(): void {
    this.#find(this.#variable(resourceKey(this.api.restApiId, "/")), "get-resources", "path", "/");
  }

  #models(): void {
    const { whole, models } = this.api;
    const made = whole ? ["Empty", "Error"] : [];
    for (const name of made.filter((one) => !models.some((model) => model.name === one)))
      this.#call("apigateway", "DeleteModel", { restApiId: held(API), modelName: name });
    for (const { name = "", contentType, description, schema } of modelsInOrder(models)) {
      const text = schema === undefined ? undefined : this.#withId(schema);
      if (made.includes(name))
        this.#call("apigateway", "UpdateModel", {
          restApiId: held(API),
          modelName: name,
          patchOperations: [
            { op: "replace", path: "/schema", value: text },
            { op: "replace", path: "/description", value: description ?? "" },
          ],
        });
      else if (whole)
        this.#call("apigateway", "CreateModel", {
          restApiId: held(API),
          name,
          contentType,
          description,
          schema: text,
        });
      else
        this.#call(
          "apigateway",
          "CreateModel",
          { restApiId: held(API), name, contentType, description, schema: text },
          { unless: ["get-model", "--model-name", bashWord(name)] },
        );
    }
  }

  #authorizer(one: ExportedApi["authorizers"][number]): void {
    const variable = this.#variable(`authorizer ${one.id}`, "authorizer", one.name ?? "");
    if (!this.api.whole) {
      this.#find(variable, "get-authorizers", "name", one.name ?? "");
      this.lines.push(
        `if [ -z "$${variable}" ]; then`,
        `  echo ${bashWord(`The API has no authorizer ${one.name}.`)} >&2`,
        "  exit 1",
        "fi",
      );
    } else
      this.#call(
        "apigateway",
        "CreateAuthorizer",
        { restApiId: held(API), ...authorizerInput(one, (text) => this.#withId(text)) },
        { holds: variable, query: "id" },
      );
  }

  #planned(key: Key, call: Call): void {
    const [service, operation] = splitOperation(call.operation);
    const input: Record<string, unknown> = {
      ...withVariables(call.input, (key) => this.#variable(key as Key)),
      restApiId: held(API),
    };
    if (typeof input.authorizerId === "string")
      input.authorizerId = held(this.#variable(`authorizer ${input.authorizerId}`));
    const space = input.cacheNamespace;
    const namesResource = this.api.resources.find(({ id }) => id !== undefined && id === space);
    if (namesResource)
      input.cacheNamespace = held(this.#variable(resourceKey(this.api.restApiId, namesResource.path)));
    if (operation === "CreateResource") this.#made(key, input, operation, "get-resources", "path", call.at);
    else if (operation === "CreateRequestValidator")
      this.#made(key, input, operation, "get-request-validators", "name", String(input.name));
    else this.#call(service, operation, input);
  }

  /** Makes what later commands name; in an API that is there, only where it has none of this path or name. */
  #made(
    key: Key,
    input: Record<string, unknown>,
    operation: string,
    list: string,
    member: string,
    value: string,
  ): void {
    const variable = this.#variable(key);
    const { whole } = this.api;
    if (!whole) this.#find(variable, list, member, value);
    this.#call("apigateway", operation, input, { holds: variable, query: "id", unlessHeld: !whole });
  }

  #variable(key: string, ...words: readonly string[]): string {
    if (isOf("resource", key as Key)) {
      const path = pathOfKey(key as Key<"resource">);
      return this.#names.of(key, "resource", path === "/" ? "root" : path);
    }
    if (isOf("validator", key as Key))
      return this.#names.of(key, "validator", this.api.validators.get(key as Key<"validator">)?.name ?? "");
    return this.#names.of(key, ...(words.length > 0 ? words : ["id"]));
  }

  /** Looks for the id of what has this path or name; the variable is empty where there is none. */
  #find(variable: string, command: string, member: string, value: string): void {
    const query = `items[?${member}=='${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'].id`;
    this.lines.push(
      "",
      `${variable}=$(aws apigateway ${command} --rest-api-id "$${API}" \\`,
      `  --query ${bashWord(query)} --output text --region "$region" | tr -d '[:space:]')`,
    );
  }

  #call(
    service: string,
    operation: string,
    input: Readonly<Record<string, unknown>>,
    how: {
      readonly holds?: string;
      readonly query?: string;
      readonly unlessHeld?: boolean;
      readonly unless?: readonly string[];
      readonly region?: string | undefined;
    } = {},
  ): void {
    const region = how.region === undefined || how.region === this.api.region ? held("region") : how.region;
    const command = awsCommand(service, operation, input, { query: how.query, region });
    const line = how.holds === undefined ? `${command} > /dev/null` : `${how.holds}=$(${command})`;
    this.lines.push("");
    if (how.unlessHeld) this.lines.push(`if [ -z "$${how.holds}" ]; then`, `  ${line}`, "fi");
    else if (how.unless)
      this.lines.push(
        `if ! aws apigateway ${how.unless.join(" ")} --rest-api-id "$${API}" --region "$region" > /dev/null 2>&1; then`,
        `  ${line}`,
        "fi",
      );
    else this.lines.push(line);
  }
}

const filled = (name: string, map: object | undefined): Record<string, unknown> =>
  Object.keys(map ?? {}).length > 0 ? { [name]: map } : {};
