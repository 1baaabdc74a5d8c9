import { describe, expect, test } from "vitest";
import { explanationOf } from "../../src/gateway/messages/refusal-meanings.ts";
import { haveRecordings, recordedCases } from "./cases.ts";

// Every refusal that was recorded of the operations the tool sends is explained in words of our own, with a remedy.

const SENT =
  /^(AddPermission|RemovePermission|GetPolicy|CreateRole|PutRolePolicy|AttachRolePolicy|CreatePolicy|DeletePolicy|PutMethod|PutMethodResponse|PutIntegration|PutIntegrationResponse|CreateResource|CreateRequestValidator)$/;

const refusals = new Map<string, { name: string; message: string }>();
for (const { steps } of recordedCases())
  for (const { op, expect: expected } of steps as readonly {
    op: string;
    expect?: { error?: { name: string; message?: string } };
  }[])
    if (SENT.test(op) && expected?.error)
      refusals.set(`${op} ${expected.error.name} ${expected.error.message ?? ""}`, {
        name: expected.error.name,
        message: expected.error.message ?? "",
      });

describe.skipIf(!haveRecordings)("a recorded refusal", () => {
  test("there are some", () => expect(refusals.size).toBeGreaterThan(20));

  test.each([...refusals])("%s", (_, { name, message }) => {
    const explained = explanationOf({ code: name, message });
    expect(explained?.means).toMatch(/\w/);
    expect(explained?.means).not.toMatch(/\$\d/);
    expect(explained?.remedy).toMatch(/\w/);
  });
});
