import { VERBS } from "../gateway/names/verb.ts";
import { corsSettings } from "./cors.ts";
import type { CorsSettings, EnableCorsSettings, Known } from "./known.ts";
import type { Setting, Table } from "./setting.ts";
import { choice, yesNo } from "./value.ts";

const section = "CORS" as const;
const enables = {
  when: ({ removeCors }: Known) => removeCors !== true,
  because: "--remove takes away whatever the headers say",
};

/** A header's own setting, as it is of a resource and not of a mock on OPTIONS. */
const ofResource = <T>(setting: Setting<T>, asked: boolean): Setting<T> => ({
  ...setting,
  applies: enables,
  asked: (known) => asked && enables.when(known),
});

const { allowOrigin, allowHeaders, allowMethods, allowCredentials, maxAge, exposeHeaders } = corsSettings;

/** The settings of `apigw enable-cors` that are the headers' own. */
export const resourceCors: Table<Omit<CorsSettings, "corsHeaders">> = {
  allowOrigin: {
    ...ofResource(allowOrigin, true),
    summary:
      "An origin whose pages may call the methods, like https://example.com; * (every one) by default. Of several, each answer names the one that asks.",
  },
  allowHeaders: {
    ...ofResource(allowHeaders, true),
    summary:
      "The request headers that browsers may send, separated by commas; by default the console's, and those that the methods declare.",
  },
  allowMethods: ofResource(allowMethods, false),
  allowCredentials: ofResource(allowCredentials, true),
  maxAge: ofResource(maxAge, false),
  exposeHeaders: ofResource(exposeHeaders, false),
};

export const enableCorsSettings: Table<EnableCorsSettings> = {
  recursive: {
    label: "Recursive",
    flag: "recursive",
    summary: "The resources below it too.",
    section: "Resource",
    value: yesNo,
  },
  corsMethod: {
    label: "Methods",
    flag: "method",
    summary: "A method whose answers are to say it; all of each resource by default.",
    section,
    value: choice(VERBS.filter((verb) => verb !== "OPTIONS").map((value) => ({ value }))),
    many: true,
    emptyMeans: "all",
    asked: () => false,
  },
  gatewayResponses: {
    label: "Gateway responses",
    flag: "gateway-responses",
    summary:
      "Let pages read what API Gateway answers by itself too (4XX and 5XX), of the whole API; on by default.",
    section,
    otherwise: true,
    value: yesNo,
    negatable: true,
    asked: () => false,
  },
  detailedExitcode: {
    label: "Detailed exit code",
    flag: "detailed-exitcode",
    summary: "With --dry-run: exit with 8 where something would change.",
    section,
    value: yesNo,
    applies: { when: ({ dryRun }) => dryRun === true, because: "it goes with --dry-run" },
    asked: () => false,
  },
  removeCors: {
    label: "Remove",
    flag: "remove",
    summary:
      "Take it back: the headers, the mocks that are there for preflights alone, and the gateway responses' own.",
    section,
    value: yesNo,
    asked: () => false,
  },
};
