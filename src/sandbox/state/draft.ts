/** A change of the state as it stands in the file: a path with its new value, or without one what is gone. */
export type Change = readonly [path: readonly string[]] | readonly [path: readonly string[], value: unknown];

const targets = new WeakMap<object, object>();

/** What stands behind a view of a draft; anything else as it is. */
export const rawOf = <T>(value: T): T =>
  (typeof value === "object" && value !== null ? (targets.get(value) ?? value) : value) as T;

/** A copy of what is JSON, of a draft's views too. */
export const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * A state that is being changed: looks like the state itself, and notes where it was touched, so that only that need
 * be written, or taken back. The places are noted and not the values: what was put in may still be changed afterwards.
 */
export class Draft<T extends object> {
  readonly root: T;
  readonly #raw: T;
  readonly #undo: (() => void)[] = [];
  readonly #touched = new Map<string, readonly string[]>();
  readonly #views = new WeakMap<object, object>();
  readonly #copied = new WeakSet<object>();
  #open = true;

  constructor(raw: T) {
    this.#raw = raw;
    this.root = this.#view(raw, []) as T;
  }

  /** What changed, with its values as plain JSON. */
  changes(): Change[] {
    return this.#places().map((path) => {
      const parent = at(this.#raw, path.slice(0, -1));
      const key = path.at(-1)!;
      const value = parent === undefined ? undefined : ownValue(parent, key);
      const text = JSON.stringify(value);
      return text === undefined ? [path] : [path, JSON.parse(text) as unknown];
    });
  }

  /** The state is what the changes say, and the draft is no more. */
  close(changes: readonly Change[]): void {
    this.#open = false;
    for (const change of changes) applyChange(this.#raw, change);
  }

  /** The state is what it was. */
  takeBack(): void {
    this.#open = false;
    for (const undo of this.#undo.reverse()) undo();
  }

  /** The touched places without those that lie in another one. */
  #places(): (readonly string[])[] {
    const all = [...this.#touched.values()].sort((a, b) => a.length - b.length);
    const kept = new Set<string>();
    return all.filter((path) => {
      for (let length = 1; length < path.length; length++)
        if (kept.has(JSON.stringify(path.slice(0, length)))) return false;
      kept.add(JSON.stringify(path));
      return true;
    });
  }

  #touch(path: readonly string[]): void {
    this.#touched.set(JSON.stringify(path), path);
  }

  /** A list is touched as a whole: its places move. */
  #beforeChange(target: object, key: string, path: readonly string[]): void {
    if (Array.isArray(target)) {
      this.#touch(path);
      if (this.#copied.has(target)) return;
      this.#copied.add(target);
      const before = [...(target as unknown[])];
      this.#undo.push(() => target.splice(0, target.length, ...before));
      return;
    }
    this.#touch([...path, key]);
    const had = Object.hasOwn(target, key);
    const old = ownValue(target, key);
    this.#undo.push(() => (had ? define(target, key, old) : Reflect.deleteProperty(target, key)));
  }

  #view(target: object, path: readonly string[]): object {
    const known = this.#views.get(target);
    if (known) return known;
    const view = new Proxy(target, {
      get: (_target, key, receiver) => {
        const value: unknown = Reflect.get(target, key, receiver);
        if (!this.#open || typeof key === "symbol" || typeof value !== "object" || value === null)
          return value;
        return Object.hasOwn(target, key) ? this.#view(rawOf(value), [...path, key]) : value;
      },
      set: (_target, key, value: unknown) => {
        if (!this.#open) throw new Error("this state is no longer being changed");
        this.#beforeChange(target, String(key), path);
        if (Array.isArray(target)) return Reflect.set(target, key, rawOf(value));
        return define(target, String(key), rawOf(value));
      },
      deleteProperty: (_target, key) => {
        if (!this.#open) throw new Error("this state is no longer being changed");
        if (Object.hasOwn(target, key)) this.#beforeChange(target, String(key), path);
        return Reflect.deleteProperty(target, key);
      },
    });
    targets.set(view, target);
    this.#views.set(target, view);
    return view;
  }
}

/** As a property of its own, whatever its name: `__proto__` is a name like others. */
function define(target: object, key: string, value: unknown): boolean {
  return Reflect.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

const ownValue = (target: object, key: string): unknown =>
  Object.hasOwn(target, key) ? rawOf((target as Record<string, unknown>)[key]) : undefined;

function at(root: object, path: readonly string[]): object | undefined {
  let found: unknown = root;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = ownValue(found, key);
  }
  return typeof found === "object" && found !== null ? found : undefined;
}

/** Makes a change of a state, as it was read from its file. */
export function applyChange(root: object, change: Change): void {
  const [path, ...value] = change;
  const parent = at(root, path.slice(0, -1));
  const key = path.at(-1);
  if (parent === undefined || key === undefined) throw new Error("a change of what is not there");
  if (value.length === 0) Reflect.deleteProperty(parent, key);
  else define(parent, key, value[0]);
}
