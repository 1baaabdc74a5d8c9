import { expect, test } from "vitest";
import { freshPlace } from "../cli/run.ts";

// The role as the console's guide prints it, letter for letter.

test("trust and access policies are the console flow's", async () => {
  const place = await freshPlace();
  const run = await place.run(
    "apigw create-role --name orders-caller --service sqs --action SendMessage --role-resource arn:aws:sqs:us-east-1:123456789012:orders",
  );
  expect(run.exit, run.stderr).toBe(0);
  const [role, policy] = run.writes.map(({ input }) => input as Record<string, string>);
  expect(role?.AssumeRolePolicyDocument).toBe(
    '{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  );
  expect(policy?.PolicyDocument).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:SendMessage"],"Resource":["arn:aws:sqs:us-east-1:123456789012:orders"]}]}',
  );
});
