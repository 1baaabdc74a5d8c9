import { describe, expect, test } from "vitest";
import { CTRL_C, CTRL_U, type Person } from "./person.ts";
import { freshPlace } from "./run.ts";

const PUT_PETS = "apigw create-method --api petstore --resource /pets --method PUT --integration mock";
const TEMPLATE = '{\n\t"statusCode": 200,\n  "of": "pets"\n}';

const paste = (person: Person, text: string, line: string) => {
  // A terminal says where a paste begins and ends, and sends its lines as Enter does.
  person.type(`\x1b[200~${text.replaceAll("\n", line)}\x1b[201~`);
};

async function toTemplates(person: Person) {
  await person.says(false, "Configure method request settings?");
  await person.says(true, "Configure integration request settings?");
  await person.skips("Mapped parameters");
  await person.sees("? Mapping templates");
}

describe("several lines that are pasted", () => {
  test.each(["\r", "\n", "\r\n"])("are one answer, with lines that end with %j", async (end) => {
    const place = await freshPlace();
    const run = await place.sit(PUT_PETS.replace(" --integration mock", ""), async (person) => {
      await person.picks("Integration type:", "Mock");
      await toTemplates(person);
      person.type("application/json=");
      paste(person, `${TEMPLATE}\n`, end);
      await person.sees('application/json={↵⇥"statusCode": 200,↵');
      person.enter();
      await person.sees("Go on with this one");
      await person.entersUntilTheEnd();
    });
    expect(run.exit, run.stderr).toBe(0);
    const { apis } = await place.account.dump();
    expect(apis.petstore?.resources["/pets"]?.methods.PUT).toMatchObject({
      methodIntegration: { requestTemplates: { "application/json": TEMPLATE } },
    });
    expect(run.screen.split("\x1b[?2004h").length).toBe(run.screen.split("\x1b[?2004l").length);
    expect(run.screen.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(run.screen.lastIndexOf("\x1b[?2004h"));
  });

  test("are refused whole where one line is wanted, and none of them answers the next question", async () => {
    const place = await freshPlace();
    const run = await place.sit("apigw create-method --api petstore", async (person) => {
      await person.sees("? Resource:");
      paste(person, "/pets\nput\nmock\n", "\r");
      await person.sees("/pets↵put↵mock");
      person.type("\r");
      await person.sees("> ");
      person.type(CTRL_U);
      await person.finds("Resource:", "/pets/", "/pets/{petId}");
      await person.sees("? Method type:");
      person.type(CTRL_C);
    });
    expect(run).toMatchObject({ exit: 130, writes: [] });
  });

  test("stand where they are when Tab or Enter takes what was there", async () => {
    const place = await freshPlace();
    await place.run([...PUT_PETS.split(" "), "--request-template", `application/json=${TEMPLATE}`]);
    const run = await place.sit(
      PUT_PETS.replace("create", "update").replace(/ --int.*/, ""),
      async (person) => {
        await person.picks("Integration type:", "Mock");
        await toTemplates(person);
        await person.picks("Mapping templates", "application/json");
        await person.picks("application/json={", "Change it");
        await person.sees("? type=@file|-|text:");
        person.type("\t");
        await person.sees('application/json={↵⇥"statusCode": 200,↵  "of": "pets"↵}');
        person.type("##");
        await person.sees('"pets"↵}##');
        person.enter();
        await person.sees("Go on with this one");
        await person.entersUntilTheEnd();
      },
    );
    expect(run.exit, run.stderr).toBe(0);
    const { apis } = await place.account.dump();
    expect(apis.petstore?.resources["/pets"]?.methods.PUT).toMatchObject({
      methodIntegration: { requestTemplates: { "application/json": `${TEMPLATE}##` } },
    });
  });
});
