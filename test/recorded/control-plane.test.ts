import { afterAll, describe, expect, test } from "vitest";
import { haveRecordings, loadMatcher, recordedCases } from "./cases.ts";
import { replay } from "./replay.ts";

// What a case may need that is no running API: a load balancer's ARN is enough, nothing is behind it.
const CONTROL_PLANE_NEEDS = new Set(["given-nlb"]);

const cases = recordedCases().filter((recorded) =>
  (recorded.requires ?? []).every((need) => CONTROL_PLANE_NEEDS.has(need)),
);

describe.skipIf(!haveRecordings)("recorded answers of the control plane", async () => {
  const match = haveRecordings ? await loadMatcher() : undefined;
  let passed = 0;

  for (const recorded of cases) {
    test(recorded.id, async () => {
      expect(await replay(recorded, match!)).toEqual([]);
      passed += 1;
    });
  }

  afterAll(() => console.log(`recorded control-plane cases: ${passed} of ${cases.length} pass`));
});
