import type { Place } from "../../account/locate.ts";
import { resourceThings } from "../../account/observe.ts";
import type { Change, Located } from "../../change/change.ts";
import { resourceResult } from "../../change/report.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import { namedPlace } from "../../cli/named-place.ts";
import { resourceKey } from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { withAncestors } from "../../gateway/names/path.ts";
import { problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { resourceRefusals } from "../../wanted/refusals.ts";
import type { CreateResourceTable } from "./settings.ts";

type Mine = Given<CreateResourceTable>;

interface ResourceFacts extends Located {
  readonly place: Place;
}

/** `apigw create-resource`: the lazy half. */
export function createResourceChange({ aws }: Connected): Change<Mine, ResourceFacts> {
  return {
    guide: async (account, region) => {
      const { methodGuide } = await import("../../cli/method-guide.ts");
      return { ...methodGuide(account, region), only: ["Resource"] };
    },

    async locate(given, { account }) {
      const place = await namedPlace(account.reading, given);
      const { api, path, resource, resources } = place;
      if (resource && given.ifExists !== "skip")
        throw new UsageError(
          [
            problem(
              "resource",
              `${plain(api.name)} has the resource ${path} already, and the default is to fail`,
              "add --if-exists skip",
            ),
          ],
          "already-exists",
        );
      const { things, ids } = resourceThings(api.id, resources);
      const parts = withAncestors(path).map((one) => [resourceKey(api.id, one), undefined] as const);
      return { given, facts: { now: new Map([...parts, ...things]), ids, restApi: api, place }, notes: [] };
    },

    want: (_, { now, place: { api, path, resource } }) => ({
      now,
      wanted: new Map(
        resource ? [] : withAncestors(path).map((one) => [resourceKey(api.id, one), {}] as const),
      ),
      becomes: resource ? "skipped" : "created",
      notes: [],
    }),

    check: async (_, { place }) => ({ problems: resourceRefusals(place), notes: [] }),

    words: (_, { place }) => ({
      what: `${place.path} of ${plain(place.api.name)}`,
      question: "Create resource?",
      after: () => [],
      result: (ids) => ({ before: resourceResult(place, aws.region, ids), after: {} }),
    }),
  };
}
