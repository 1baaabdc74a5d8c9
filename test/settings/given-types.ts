import type { settings as checkMethod } from "../../src/commands/check-method/settings.ts";
import type { settings as createMethod } from "../../src/commands/create-method/settings.ts";
import type { settings as createRole } from "../../src/commands/create-role/settings.ts";
import type { settings as testMethod } from "../../src/commands/test-method/settings.ts";
import type { Given } from "../../src/settings/setting.ts";

// No test at run time: `tsc`, which runs before the tests, fails where a line that is marked compiles.
export function ofItsOwn(
  method: Given<typeof createMethod>,
  role: Given<typeof createRole>,
  test: Given<typeof testMethod>,
  check: Given<typeof checkMethod>,
): readonly string[] {
  // @ts-expect-error a role has no timeout
  void role.timeout;
  // @ts-expect-error nothing is created by a test
  void test.createResource;
  // @ts-expect-error a check has no integration
  void check.integration;
  // @ts-expect-error no method has a port
  void method.port;
  // @ts-expect-error a check of all methods names no resource
  const one: string = check.resource;
  // @ts-expect-error a timeout may be left out
  const timeout: number = method.timeout;
  // What is always there needs no default.
  return [method.api, method.resource, method.method, role.roleName, test.api, one, String(timeout)];
}
