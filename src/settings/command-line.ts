import type { AllSettings, Known } from "./known.ts";
import { entriesOf } from "./read.ts";
import { flagOf, type Table } from "./setting.ts";

/** The words of a command line that gives these values by flags; defaults are left out where leaving out means them. */
export function flagsFor(table: Partial<Table<AllSettings>>, known: Known): readonly string[] {
  return entriesOf(table).flatMap(([key, setting]) => {
    const value = known[key];
    if (value === undefined) return [];
    // An update keeps what is not said, so there a default must be said.
    if (known.ifExists !== "update" && value === setting.fallback?.(known)) return [];
    if (typeof value === "boolean") {
      if (value) return [flagOf(setting)];
      return setting.negatable ? [`--no-${setting.flag}`] : [];
    }
    const print = setting.value.print as (one: unknown) => string;
    return ([value].flat() as unknown[]).flatMap((one) => [flagOf(setting), print(one)]);
  });
}
