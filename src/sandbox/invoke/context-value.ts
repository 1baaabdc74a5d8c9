/** A value inside `$context` by its dotted name. */
export function contextValue(context: Readonly<Record<string, unknown>>, name: string): unknown {
  return name.split(".").reduce<unknown>((at, part) => {
    return at !== null && typeof at === "object" && Object.hasOwn(at, part)
      ? (at as Record<string, unknown>)[part]
      : undefined;
  }, context);
}
