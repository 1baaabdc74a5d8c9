/** Where names are looked up and set. */
export interface Scope {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

/** The names of the whole template: what it set, over what the gateway gave it. */
export class TemplateScope implements Scope {
  readonly #values: Map<string, unknown>;

  constructor(given: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries(given));
  }

  get(name: string): unknown {
    return this.#values.get(name);
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value);
  }
}

/** The names inside a macro: its arguments, worked out whenever they are named, over those around it. */
export class MacroScope implements Scope {
  readonly #around: Scope;
  readonly #args: ReadonlyMap<string, () => unknown>;
  readonly #own = new Map<string, unknown>();

  constructor(around: Scope, args: ReadonlyMap<string, () => unknown>) {
    this.#around = around;
    this.#args = args;
  }

  get(name: string): unknown {
    if (this.#own.has(name)) return this.#own.get(name);
    const arg = this.#args.get(name);
    return arg ? arg() : this.#around.get(name);
  }

  /** An argument is set here only; what is no argument is everybody's. */
  set(name: string, value: unknown): void {
    if (this.#args.has(name)) this.#own.set(name, value);
    else this.#around.set(name, value);
  }
}
