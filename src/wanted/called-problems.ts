import { findAction } from "../catalog/action.ts";
import { requestOf } from "../catalog/request.ts";
import { findService } from "../catalog/service.ts";
import type { Known } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";

const AGAIN = "Add --force if it is meant so";

/** What is doubtful about a service or an action at its question; given again it is taken. */
export function calledProblems(key: "service" | "action", known: Known): readonly Problem[] {
  const { service = "", action = "" } = known;
  const found = findService(service);
  if (key === "service") {
    if ("service" in found || "near" in found) return [];
    return [
      problem(
        "service",
        `"${service}" is in no list of AWS services; API Gateway takes any name and fails when called, if there is none`,
        AGAIN,
      ),
    ];
  }
  const name = action.split("&")[0] ?? "";
  if (!("service" in found) || name.includes("${")) return [];
  const of = findAction(found.service, name);
  if ("action" in of) {
    if (known.actionType !== "action" || requestOf(found.service, of.action, "action")) return [];
    return of.action.api
      ? [
          problem(
            "action",
            `${found.service.id}:${of.action.name} is a REST operation, ${of.action.uri}, which is not called by its name`,
            `go back and use a path override. ${AGAIN}`,
          ),
        ]
      : [];
  }
  if ("near" in of || !found.service.facts) return [];
  return [problem("action", `${found.service.id} has no action "${name}" that is known`, AGAIN)];
}
