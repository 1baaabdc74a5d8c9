import { GUIDE, HTTP, type RulePage } from "./page.ts";

const AT = "--rest-api-id $API --resource-id $RESOURCE --http-method POST";

/** Selection patterns that do not select. */
export const patternPages = {
  "pattern-never": {
    title: "A selection pattern that matches nothing",
    happens: "Its response is never chosen: what it was for becomes the default response.",
    because:
      "The pattern must match the whole of the backend's HTTP status, or of a Lambda function the error's message.",
    mend: "Write it so that it matches what the backend answers: 4\\d{2} for all client errors.",
    source: GUIDE("Set up an integration response"),
    example: {
      flags: `${HTTP} --response 200`,
      after: [
        `apigateway put-method-response ${AT} --status-code 404`,
        `apigateway put-integration-response ${AT} --status-code 404 --selection-pattern 4xx`,
      ],
    },
  },
  "pattern-overlap": {
    title: "Two selection patterns that take the same answers",
    happens: "One of the two responses is chosen, and which is not documented.",
    because: "API Gateway does not say in which order it tries the patterns.",
    mend: "Write them so that no answer fits both.",
    source: GUIDE("Set up an integration response"),
    example: {
      flags: `${HTTP} --response 200`,
      after: [
        `apigateway put-method-response ${AT} --status-code 404`,
        `apigateway put-method-response ${AT} --status-code 400`,
        `apigateway put-integration-response ${AT} --status-code 404 --selection-pattern 404`,
        `apigateway put-integration-response ${AT} --status-code 400 --selection-pattern 40[0-9]`,
      ],
    },
  },
  "pattern-same": {
    title: "Two selection patterns that are the same",
    happens: "One of the two responses is never chosen.",
    because: "Written differently, they match the same answers.",
    mend: "Give each status a pattern of its own.",
    source: GUIDE("Set up an integration response"),
    example: {
      flags: `${HTTP} --response 200`,
      after: [
        `apigateway put-method-response ${AT} --status-code 404`,
        `apigateway put-method-response ${AT} --status-code 400`,
        `apigateway put-integration-response ${AT} --status-code 404 --selection-pattern 40[0-9]`,
        `apigateway put-integration-response ${AT} --status-code 400 --selection-pattern 40\\d`,
      ],
    },
  },
  "pattern-status": {
    title: "A pattern of a status for a Lambda function",
    happens:
      "It matches no error, unless the error's message is a number: errors become the default response.",
    because:
      "A function has no HTTP status: its patterns are held against the message of the error that it throws.",
    mend: "Write a pattern of the message, like .*not found.*",
    source: GUIDE("Handle Lambda errors in API Gateway"),
    example: {
      flags: "--integration lambda --function hello --response 200",
      after: [
        `apigateway put-method-response ${AT} --status-code 404`,
        `apigateway put-integration-response ${AT} --status-code 404 --selection-pattern 404`,
      ],
    },
  },
} satisfies Readonly<Record<string, RulePage>>;
