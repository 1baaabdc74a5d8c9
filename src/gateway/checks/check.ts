import type { MethodDocument } from "../document/method.ts";
import {
  checkBinary,
  checkMappings,
  checkRequest,
  checkResponses,
  checkTemplates,
} from "./content-checks.ts";
import type { Facts } from "./facts.ts";
import type { CheckName, Finding } from "./finding.ts";
import { checkIntegration } from "./integration-checks.ts";

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
    ...checkBinary(document, facts),
  ];
  return findings.filter(({ check }) => !skip.has(check));
}
