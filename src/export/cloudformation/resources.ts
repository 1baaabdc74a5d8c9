import { type ExportedApi, splitAtId } from "../api.ts";
import { Names, pascalCase } from "../names.ts";
import type { Parameter, Resource, Template, ToImport } from "./template.ts";

type Properties = Readonly<Record<string, unknown>>;

/** A template's resources and parameters so far. */
export class Resources {
  readonly notes: string[];
  readonly #names = new Names(pascalCase, "No");
  readonly #parameters: Record<string, Parameter> = {};
  readonly #resources: Record<string, Resource> = {};
  readonly #imports: ToImport[] = [];
  readonly #known = new Set<string>();

  constructor(readonly api: ExportedApi) {
    this.notes = [...api.unread];
    this.parameter("api", ["RestApiId"], `The REST API ${api.api.name}.`, api.restApiId);
  }

  parameter(key: string, words: readonly string[], description: string, value: string): void {
    const name = this.#names.of(key, ...words);
    this.#known.add(key);
    this.#parameters[name] = { Type: "String", Description: description, Default: value };
  }

  /** Whether something here has this key. */
  knows(key: string): boolean {
    return this.#known.has(key);
  }

  /** Its id; of a model its name. */
  reference(key: string): object {
    return { Ref: this.#names.of(key) };
  }

  nameOf(key: string): string {
    return this.#names.of(key);
  }

  /** One of API Gateway's in this API; `identifiers` are those beside the API's, of one that exists. */
  add(
    type: string,
    key: string,
    words: readonly string[],
    properties: Properties,
    identifiers: Readonly<Record<string, string>> | undefined,
    attributes: Pick<Resource, "DependsOn"> = {},
  ): void {
    this.addOf(
      `AWS::ApiGateway::${type}`,
      key,
      words,
      { RestApiId: this.reference("api"), ...properties },
      identifiers && { RestApiId: this.api.restApiId, ...identifiers },
      attributes,
    );
  }

  addOf(
    type: string,
    key: string,
    words: readonly string[],
    properties: Properties,
    identifiers: Readonly<Record<string, string>> | undefined,
    attributes: Pick<Resource, "DependsOn"> = {},
  ): void {
    const name = this.#names.of(key, ...words);
    this.#known.add(key);
    this.#resources[name] = {
      Type: type,
      // What is imported must say what becomes of it with the stack: it stays.
      ...(identifiers ? { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" } : {}),
      ...attributes,
      Properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
    };
    if (identifiers)
      this.#imports.push({ ResourceType: type, LogicalResourceId: name, ResourceIdentifier: identifiers });
  }

  noteNotImported(what: string): void {
    this.notes.push(
      `not imported: ${what}; leave it out of the template of the import, and add it by an update afterwards`,
    );
  }

  /** A value in which the API's id is the parameter, at any depth. */
  withIds(value: unknown): unknown {
    if (typeof value === "string") {
      const pieces = splitAtId(value, this.api.restApiId);
      if (pieces.length === 1) return value;
      return {
        "Fn::Sub": pieces.map((piece) => piece.replaceAll("${", "${!")).join(`\${${this.nameOf("api")}}`),
      };
    }
    if (Array.isArray(value)) return value.map((one) => this.withIds(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.withIds(one)]));
  }

  written(): Template {
    return {
      template: {
        AWSTemplateFormatVersion: "2010-09-09",
        Description:
          `Written by apigw export: ${this.api.whole ? "the content" : "methods"} of the REST API ${this.api.api.name}`.slice(
            0,
            1024,
          ),
        Parameters: this.#parameters,
        Resources: this.#resources,
      },
      resourcesToImport: this.#imports,
      notes: this.notes,
    };
  }
}
