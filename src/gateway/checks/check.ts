import type { MethodDocument } from "../document/method.ts";
import { checkBinary } from "./binary-checks.ts";
import type { Facts } from "./facts.ts";
import type { CheckName, Finding } from "./finding.ts";
import { checkIntegration } from "./integration-checks.ts";
import { checkMappings } from "./mapping-checks.ts";
import { checkPatterns } from "./pattern-checks.ts";
import { checkRequest } from "./request-checks.ts";
import { checkResponses } from "./response-checks.ts";
import { checkTemplates } from "./template-checks.ts";

/** Everything that is wrong with a method though API Gateway takes it, but for the checks that are skipped. */
export function checkMethod(
  document: MethodDocument,
  facts: Facts,
  skip: ReadonlySet<CheckName> = new Set(),
): readonly Finding[] {
  const findings = [
    ...checkRequest(document, facts),
    ...checkIntegration(document, facts),
    ...checkMappings(document),
    ...checkTemplates(document, facts),
    ...checkResponses(document, facts),
    ...checkPatterns(document),
    ...checkBinary(document, facts),
  ];
  return findings.filter(({ check }) => !skip.has(check));
}
