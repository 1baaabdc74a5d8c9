/** Names for things in another tool's language: each once, made of what the thing is called. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #known = new Map<string, string>();

  /** How words become a name, and what stands before a number that tells it from another that ends with a digit. */
  constructor(
    private readonly spell: (words: readonly string[]) => string,
    private readonly between = "_",
  ) {}

  /** The name of the thing with this key; the first time it is asked for it is made of the words. */
  of(key: string, ...words: readonly string[]): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const wished = this.spell(words.flatMap(wordsIn));
    let name = wished;
    for (let i = 2; this.#taken.has(name.toLowerCase()); i++)
      name = `${wished}${/\d$/.test(wished) ? this.between : ""}${i}`;
    this.#taken.add(name.toLowerCase());
    this.#known.set(key, name);
    return name;
  }
}

/** The words of a name: of `/pets/{petId}` they are pets, pet, Id. */
export function wordsIn(text: string): readonly string[] {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

/** `pets_pet_id_get`: for Terraform and shells. */
export const snakeCase = (words: readonly string[]): string => {
  const name = words.map((word) => word.toLowerCase()).join("_");
  return /^[a-z]/.test(name) ? name : `_${name}`;
};

/** `PetsPetIdGet`: for CloudFormation, which takes letters and digits alone. */
export const pascalCase = (words: readonly string[]): string => {
  const name = words
    .map(
      (word) =>
        word.slice(0, 1).toUpperCase() +
        (word === word.toUpperCase() ? word.slice(1).toLowerCase() : word.slice(1)),
    )
    .join("");
  return /^[A-Za-z]/.test(name) ? name : `R${name}`;
};
