import { expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";

// The method is asked for, so that there is somebody to confirm.
const LINE = "apigw update-method --api petstore --resource /pets --operation-name mine";

/** While the last question stands there, somebody else changes the same method. */
async function meanwhile(place: Place, path: string, value: string) {
  const { gateway } = place.account;
  const { items = [] } = await gateway.getResources({ restApiId: place.apiId });
  const resourceId = items.find((one) => one.path === "/pets")?.id ?? "";
  const at = { restApiId: place.apiId, resourceId, httpMethod: "GET" };
  const run = await place.sit(LINE, async (person) => {
    await person.picks("Method type:", "GET");
    await person.entersUntilTheEnd({
      before: async (question) => {
        if (question.startsWith("Change the method?"))
          await gateway.updateMethod({ ...at, patchOperations: [{ op: "replace", path, value }] });
      },
    });
  });
  return { run, now: await gateway.getMethod(at) };
}

test("an edit of the same member between look and write is noticed: exit 6, the difference shown", async () => {
  const place = await freshPlace();
  const { run, now } = await meanwhile(place, "/operationName", "theirs");
  expect(run, run.stderr).toMatchObject({ exit: 6, writes: [] });
  expect(run.stderr).toContain("Somebody else changed it meanwhile: GET /pets, request operationName");
  expect(run.stderr).toContain("theirs");
  expect(now.operationName).toBe("theirs");
});

test("an edit of another member stays, and the rest is done", async () => {
  const place = await freshPlace();
  const { run, now } = await meanwhile(place, "/apiKeyRequired", "true");
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stderr).toContain(
    "Somebody else changed GET /pets, request apiKeyRequired meanwhile; that stays",
  );
  expect(now).toMatchObject({ operationName: "mine", apiKeyRequired: true });
});
