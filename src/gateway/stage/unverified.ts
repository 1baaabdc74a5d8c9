import type { StageChange } from "./compare.ts";

/** On what unverified reading of exports a difference rests, by the kind of thing or the first words of its member. */
const READINGS: readonly (readonly [of: (change: StageChange, member: string) => boolean, says: string])[] = [
  [
    (_, member) => member.startsWith("request authorization "),
    "that exports write authorization so is known from the developer guide and public files only",
  ],
  [
    (_, member) => member.startsWith("request requestValidator "),
    "that exports call request validators by their names is known from public files only",
  ],
  [
    (_, member) => member.startsWith("request requestParameters method.request.path."),
    "whether exports write path parameters that a method does not declare is unverified",
  ],
  [({ kind }) => kind === "model", "whether exports change the schemas of models is unverified"],
  [
    ({ kind }) => kind === "authorizer" || kind === "gateway response",
    "how exports write authorizers and gateway responses is known from public files only",
  ],
];

export const CANARY_NOTE =
  "that the export of a stage with a canary is of the stage's own deployment is unverified";

/** What nobody has verified of exports, and some of the differences rest on. */
export function unverifiedReadings(changes: readonly StageChange[]): readonly string[] {
  return READINGS.filter(([of]) =>
    changes.some((change) =>
      change.differences.length === 0
        ? of(change, "")
        : change.differences.some(({ member }) => of(change, member)),
    ),
  ).map(([, says]) => says);
}
