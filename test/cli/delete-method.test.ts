import { expect, test } from "vitest";
import { having, METHODS } from "./methods-to-update.ts";
import { freshPlace, type Place } from "./run.ts";

const LAMBDA = "--method GET --integration lambda --proxy --function hello";

const create = async (place: Place, resource: string, words: string) => {
  const run = await place.run(
    `apigw create-method --api petstore --resource '${resource}' --create-resource ${words}`,
  );
  expect(run.exit, run.stderr).toBe(0);
};
const remove = (place: Place, resource: string, words = "--yes") =>
  place.run(`apigw delete-method --api petstore --resource '${resource}' --method GET ${words}`);

/** An API of whose stages none can serve anything. */
async function withoutStages(): Promise<Place> {
  const place = await freshPlace();
  const { gateway } = place.account;
  for (const { stageName = "" } of (await gateway.getStages({ restApiId: place.apiId })).item ?? [])
    await gateway.deleteStage({ restApiId: place.apiId, stageName });
  return place;
}

test("takes all away that it brought, where no stage serves it", async () => {
  const place = await withoutStages();
  const before = await place.account.dump();
  await create(place, "/a/{id}", `${LAMBDA} --request-validator body`);
  const run = await remove(place, "/a/{id}", "--yes --delete-empty-resources --delete-unused-validator");
  expect(run.exit, run.stderr).toBe(0);
  expect(await place.account.dump()).toEqual(before);
});

test("leaves resource and validator where nothing says that they may go", async () => {
  const place = await withoutStages();
  await create(place, "/a", `${LAMBDA} --request-validator body`);
  const run = await remove(place, "/a");
  expect(run.writes.map(({ operation }) => operation)).toEqual(["DeleteMethod", "RemovePermission"]);
});

test("leaves what others need: a shared validator, a resource, a statement that covers another method", async () => {
  const place = await withoutStages();
  await create(place, "/a", `${LAMBDA} --request-validator body`);
  await create(place, "/a/b", "--method GET --integration mock --request-validator body");
  const run = await remove(place, "/a", "--yes --delete-empty-resources --delete-unused-validator");
  expect(run.exit, run.stderr).toBe(0);
  expect(run.writes.map(({ operation }) => operation)).toEqual(["DeleteMethod", "RemovePermission"]);
  expect(run.stderr).toMatch(/stays: GET \/a\/b needs it/);
  // One statement for /c/{id} covers /c/d as well.
  await create(place, "/c/{id}", LAMBDA);
  await create(place, "/c/d", LAMBDA);
  const covering = await remove(place, "/c/{id}");
  expect(covering.writes.map(({ operation }) => operation)).toEqual(["DeleteMethod"]);
  expect(covering.stderr).toContain("stays: GET /c/d needs it");
});

test("a method that a stage serves goes on being served", async () => {
  const place = await freshPlace();
  await create(place, "/a", "--method GET --integration mock");
  const { gateway } = place.account;
  await gateway.createDeployment({ restApiId: place.apiId, stageName: "live" });
  const url = `${place.url}/restapis/${place.apiId}/live/_user_request_/a`;
  expect((await fetch(url)).status).toBe(200);
  expect((await remove(place, "/a")).exit).toBe(0);
  expect((await fetch(url)).status).toBe(200);
});

test("what a stage may still need stays, with the command for later", async () => {
  const place = await freshPlace();
  await create(place, "/a", LAMBDA);
  const run = await remove(place, "/a");
  expect(run.writes.map(({ operation }) => operation)).toEqual(["DeleteMethod"]);
  expect(run.stderr).toMatch(/After the next deployment:\n {2}aws lambda remove-permission --function-name/);
});

test("without a terminal it needs --yes; at one it asks, and no is the first answer", async () => {
  const place = await freshPlace();
  await create(place, "/a", "--method GET --integration mock");
  const bare = await remove(place, "/a", "");
  expect(bare, bare.stderr).toMatchObject({ exit: 2, writes: [] });
  expect(bare.stderr).toContain("--yes");
  const line = "apigw delete-method --api petstore --resource /a --method GET";
  const declined = await place.sit(line, async (person) => {
    await person.sees("DeleteMethod");
    await person.answers("Delete the method?", "");
  });
  expect(declined).toMatchObject({ exit: 9, writes: [] });
  const done = await place.sit(line, (person) => person.says(true, "Delete the method?"));
  expect(done.exit, done.stderr).toBe(0);
  expect((await remove(place, "/a")).exit).toBe(5);
});

test("is taken back where it fails half-way", async () => {
  const place = await freshPlace({ faults: [{ kind: "denied", operation: "DeleteResource" }] });
  await create(place, "/a", "--method GET --integration mock --response 200 --response 404=4..");
  const before = await place.account.dump();
  const run = await remove(place, "/a", "--yes --delete-empty-resources");
  expect(run.exit, run.stderr).toBe(4);
  expect(run.stderr).toContain("nothing is left changed");
  expect(await place.account.dump()).toEqual(before);
});

test.each(Object.entries(METHODS))(
  "%s: the printed command makes the same method again",
  async (_, words) => {
    const place = await having(words);
    const before = (await place.account.dump()).apis.petstore;
    const run = await place.run(
      "apigw delete-method --api petstore --resource '/pets/{petId}' --method GET --yes",
    );
    expect(run.exit, run.stderr).toBe(0);
    const line = /To make it again:\n {2}(.*)$/m.exec(run.stderr)?.[1] ?? "";
    const again = await place.run(line);
    expect(again.exit, `${line}\n${again.stderr}`).toBe(0);
    expect((await place.account.dump()).apis.petstore).toEqual(before);
  },
);

const BY_ROLE =
  "--method GET --integration aws --service sqs --action SendMessage --create-role pets-caller --role-resource arn:aws:sqs:us-east-1:123456789012:pets";

test("a role's policy goes only where it is asked for, and no method calls by the role", async () => {
  const place = await withoutStages();
  await create(place, "/a", BY_ROLE);
  await create(place, "/b", BY_ROLE);
  const used = await remove(place, "/a", "--yes --delete-unused-role-policy");
  expect(used.writes.map(({ operation }) => operation)).toEqual(["DeleteMethod"]);
  expect(used.stderr).toContain("GET /b of petstore calls by it");
  const last = await remove(place, "/b", "--yes --delete-unused-role-policy");
  expect(last.exit, last.stderr).toBe(0);
  expect(last.writes.map(({ operation }) => operation).sort()).toEqual(["DeleteMethod", "DeleteRolePolicy"]);
});

test("a role's policy that a stage may still need, or that is not ours, stays", async () => {
  const place = await freshPlace();
  await create(place, "/a", BY_ROLE);
  const served = await remove(place, "/a", "--yes --delete-unused-role-policy");
  expect(served.writes.map(({ operation }) => operation)).toEqual(["DeleteMethod"]);
  expect(served.stderr).toMatch(
    /may still serve the method[\s\S]*aws iam delete-role-policy --role-name pets-caller/,
  );
  await create(
    place,
    "/a",
    "--method GET --integration aws --service sqs --action SendMessage --role arn:aws:iam::123456789012:role/apigw-sample-role --skip-check role",
  );
  const other = await remove(place, "/a", "--yes --delete-unused-role-policy");
  expect(other.writes.map(({ operation }) => operation)).toEqual(["DeleteMethod"]);
  expect(other.stderr).toContain("none that apigw wrote for this method's call");
});
