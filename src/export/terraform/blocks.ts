import { type ExportedApi, splitAtId } from "../api.ts";
import { Names, snakeCase } from "../names.ts";
import { block, expression, type Hcl, hclString, joined } from "./hcl.ts";

export type Body = Readonly<Record<string, Hcl | undefined>>;

/** The blocks of a configuration so far, and how each thing in it is referred to. */
export class Blocks {
  readonly all: string[] = [];
  readonly notes: string[];
  readonly #names = new Map<string, Names>();
  readonly #references = new Map<string, string>();

  constructor(readonly api: ExportedApi) {
    this.notes = [...api.unread];
  }

  get restApiId(): Hcl {
    return this.reference("api");
  }

  /** From now on the thing is referred to so. */
  refer(key: string, reference: string): void {
    this.#references.set(key, reference);
  }

  knows(key: string): boolean {
    return this.#references.has(key);
  }

  reference(key: string): Hcl {
    return expression(this.#references.get(key) ?? hclString(key));
  }

  /** Another attribute of a thing than its id. */
  attribute(key: string, name: string): Hcl {
    return expression(`${this.address(key)}.${name}`);
  }

  address(key: string): string {
    return (this.#references.get(key) ?? "").replace(/\.id$/, "");
  }

  /** A text with a reference wherever it names the API. */
  withId(text: string): Hcl {
    const pieces = splitAtId(text, this.api.restApiId);
    return pieces.length === 1 ? text : joined(pieces, this.#references.get("api") ?? "");
  }

  nameFor(kind: string, key: string, ...words: readonly string[]): string {
    const names = this.#names.get(kind) ?? new Names(snakeCase);
    this.#names.set(kind, names);
    return names.of(key, ...words);
  }

  /** A resource of Terraform's, and the import block that adopts it where it exists. */
  resource(
    type: string,
    key: string,
    words: readonly string[],
    body: Body,
    importId: string | undefined,
    blocks: readonly string[] = [],
  ): void {
    const name = this.nameFor(type, key, ...words);
    const address = `${type}.${name}`;
    this.refer(key, `${address}.${type === "aws_api_gateway_model" ? "name" : "id"}`);
    if (importId !== undefined) this.all.push(block(["import"], { to: expression(address), id: importId }));
    this.all.push(block(["resource", type, name], body, blocks));
  }

  /** One of API Gateway's in this API, whose import id starts with the API's. */
  ofApi(
    type: string,
    key: string,
    words: readonly string[],
    body: Body,
    importId: string | undefined,
    blocks: readonly string[] = [],
  ): void {
    const id = importId === undefined ? undefined : `${this.api.restApiId}/${importId}`;
    this.resource(
      `aws_api_gateway_${type}`,
      key,
      words,
      { rest_api_id: this.restApiId, ...body },
      id,
      blocks,
    );
  }

  /** An id of something that is not kept here, as a variable. */
  variable(key: string, words: readonly string[], description: string, value: string): void {
    const name = this.nameFor("variable", key, ...words);
    this.refer(key, `var.${name}`);
    this.all.push(block(["variable", name], { type: expression("string"), description, default: value }));
  }
}

/** A text that is not empty. */
export const word = (text: string | undefined): string | undefined => (text === "" ? undefined : text);
