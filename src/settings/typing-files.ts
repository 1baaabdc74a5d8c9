import type { Nearby } from "../ports.ts";
import type { Offer } from "./suggestion.ts";

/** Names of files, folder by folder, behind `front`. */
export async function offerFiles(typed: string, front: string, nearby: Nearby): Promise<readonly Offer[]> {
  const folder = typed.slice(0, typed.lastIndexOf("/") + 1);
  const begun = typed.slice(folder.length);
  return (await nearby.files(folder === "" ? "." : folder))
    .filter(({ name }) => name.startsWith(begun) && (begun !== "" || !name.startsWith(".")))
    .map(({ name, folder: below }) => ({
      value: `${front}${folder}${name}${below ? "/" : ""}`,
      ...(below ? { open: true } : {}),
    }));
}

/** A text that can stand in a file or come from standard input: `@file`, `-`. */
export async function offerTemplate(front: string, typed: string, nearby: Nearby): Promise<readonly Offer[]> {
  if (typed.startsWith("@")) return offerFiles(typed.slice(1), `${front}@`, nearby);
  return [
    { value: `${front}@`, open: true, description: "a file's content" },
    { value: `${front}-`, description: "standard input" },
  ];
}
