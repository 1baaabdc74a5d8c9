import { describe, expect, test } from "vitest";
import { readingOf } from "../../src/account/reading.ts";
import { configuredMethods } from "../../src/account/stage-status.ts";
import { compareMethods } from "../../src/gateway/stage/compare.ts";
import { parseExport, readMethods } from "../../src/gateway/stage/read-export.ts";
import { openAccount } from "../change/account.ts";
import { accountIn } from "../cli/account.ts";
import { haveRecordings, recordedCases } from "../recorded/cases.ts";

// What AWS itself exported, read back, is what its own import makes of it.

const EXPORTS = recordedCases().flatMap(({ id, steps }) =>
  steps
    .filter(({ op, input }) => op === "GetExport" && input.exportType === "oas30" && input.parameters)
    .map(({ expect }) => {
      const body = expect?.body as { body: { "<json>": object } };
      return [id, JSON.stringify(body.body["<json>"])] as const;
    }),
);

describe.skipIf(!haveRecordings)("a recorded export", () => {
  test("is there", () => expect(EXPORTS.length).toBeGreaterThan(0));

  test.each(EXPORTS)("%s reads back as the methods that it was made of", async (_, text) => {
    const account = await openAccount();
    try {
      const { gateway } = accountIn(account.file);
      const { id = "" } = await gateway.importRestApi({ body: Buffer.from(text) });
      const reading = readingOf(account.aws);
      const configured = await configuredMethods({ aws: account.aws, reading }, { id });
      const served = readMethods(parseExport(text));
      expect(served.map(({ httpMethod, path }) => `${httpMethod} ${path}`).sort()).toEqual(
        configured.map(({ httpMethod, path }) => `${httpMethod} ${path}`).sort(),
      );
      expect(served.length).toBeGreaterThan(3);
      const { changes, untold } = compareMethods(served, configured);
      expect(changes).toEqual([]);
      for (const { member } of untold)
        expect(member).toMatch(
          /^request requestParameters method\.request\.path\.|^responses \d+ responseParameters |insecureSkipVerification$/,
        );
    } finally {
      account.close();
    }
  });
});
