import type { RuleId } from "../rule-ids.ts";
import { contentPages } from "./content.ts";
import { invokedPages } from "./invoked.ts";
import type { RulePage } from "./page.ts";
import { patternPages } from "./patterns.ts";
import { protocolPages } from "./protocol.ts";
import { requestPages } from "./request.ts";
import { templatePages } from "./templates.ts";

/** What the documentation says of each rule. Loaded only where it is shown. */
export const PAGES: Readonly<Record<RuleId, RulePage>> = {
  ...requestPages,
  ...invokedPages,
  ...contentPages,
  ...templatePages,
  ...patternPages,
  ...protocolPages,
};
