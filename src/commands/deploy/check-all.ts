import type { Account } from "../../account/account.ts";
import { apiFacts, methodFacts } from "../../account/check-facts.ts";
import { checkMethod } from "../../gateway/checks/check.ts";
import type { CheckName } from "../../gateway/checks/finding.ts";
import { printAddress } from "../../gateway/document/method.ts";
import type { ApiEntry } from "../../ports.ts";
import type { Configured } from "./facts.ts";

/** How many findings are said one by one. */
const MOST = 12;

/** What would fail when it is called, of all that goes live: AWS takes it, so it is said and stops nothing. */
export async function checkAll(
  { aws, reading }: Account,
  api: ApiEntry,
  methods: readonly Configured[],
  skipped: readonly CheckName[],
): Promise<readonly string[]> {
  const around = await apiFacts(
    aws,
    reading,
    api,
    methods.map(({ method }) => method),
  );
  const skip = new Set(skipped);
  const found = await Promise.all(
    methods.map(async ({ at, method }) =>
      checkMethod(method, await methodFacts(around, at, method), skip).map((one) => ({ at, ...one })),
    ),
  );
  const all = found
    .flat()
    // What fails nothing that is called in the usual way is check-method's to tell.
    .filter(({ level }) => level !== "note")
    .sort((a, b) => Number(a.level !== "error") - Number(b.level !== "error"))
    .map(({ at, level, check, message, remedy }) =>
      level === "unchecked"
        ? `${printAddress(at)}: not checked (${check}): ${message}.`
        : `${printAddress(at)}: ${message}. To mend it: ${remedy}.`,
    );
  const rest = all.length - MOST;
  return rest <= 0
    ? all
    : [...all.slice(0, MOST), `${rest} findings more; apigw check-method --api ${api.id} --all has them.`];
}
