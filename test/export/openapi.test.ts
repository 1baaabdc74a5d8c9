import { APIGateway } from "@aws-sdk/client-api-gateway";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readApi } from "../../src/account/read-api.ts";
import { readingOf } from "../../src/account/reading.ts";
import { openApiExport } from "../../src/export/openapi/export.ts";
import { openAccount, type TestAccount } from "../change/account.ts";
import { apiWith, contents, described, PLACES, withCompany } from "./apis.ts";

let account: TestAccount;
beforeAll(async () => {
  account = await openAccount();
  await withCompany(gateway(), account.restApiId);
});
afterAll(() => account.close());

/** A client of the test's own over the same sandbox. */
const gateway = () => new APIGateway(account.config);
const read = (restApiId: string) => readApi({ aws: account.aws, reading: readingOf(account.aws) }, restApiId);

/** What OpenAPI cannot say, as the export's notes say it: path parameters are required, and headers of responses are not. */
function withoutLosses(api: ReturnType<typeof described>) {
  for (const [, methods] of api.resources)
    for (const { request, responses } of methods) {
      for (const name of Object.keys(request.requestParameters))
        if (name.startsWith("method.request.path.")) request.requestParameters[name] = true;
      for (const { responseParameters } of Object.values(
        responses as Record<string, { responseParameters: Record<string, boolean> }>,
      ))
        for (const name of Object.keys(responseParameters)) responseParameters[name] = false;
    }
  // What CreateRestApi describes its own models with; `$schema` is no part of an OpenAPI schema.
  api.models = api.models.map(([name, type, schema]: string[]) => {
    const { $schema: _, ...rest } = JSON.parse(schema ?? "{}");
    return [name, type, rest];
  });
  return api;
}

test("what PutRestApi makes of an export in an empty API is the same API", async () => {
  let exported = 0;
  await fc.assert(
    fc.asyncProperty(contents(account), async (methods) => {
      const { outcome } = await account.lead(apiWith(account, methods));
      expect(outcome.failures).toEqual([]);
      const before = await read(account.restApiId);
      const { document, notes } = openApiExport(before);
      const { id: restApiId = "" } = await gateway().createRestApi({ name: "empty" });
      const { warnings } = await gateway().putRestApi({
        restApiId,
        mode: "overwrite",
        body: Buffer.from(JSON.stringify(document)),
      });
      expect(warnings ?? []).toEqual([]);
      const after = await read(restApiId);
      await gateway().deleteRestApi({ restApiId });
      expect(withoutLosses(described(after))).toEqual(withoutLosses(described(before)));
      // Each loss is told.
      const optional = before.resources.flatMap(({ methods }) =>
        methods.filter(
          ({ method }) => method.request.requestParameters["method.request.path.petId"] === false,
        ),
      );
      expect(notes.filter((note) => note.includes("becomes required"))).toHaveLength(optional.length);
      exported += methods.filter((one) => one !== undefined).length;
    }),
    { numRuns: 25 },
  );
  expect(exported).toBeGreaterThan(25 * (PLACES.length - 2));
});
