import { describe } from "vitest";
import { type Account, patch, type Rule, rules, SOME } from "./account.ts";

/** /fleet/{ship}/log under the root, and /crew beside them. */
async function tree(account: Account) {
  const { restApiId, rootId } = await account.api();
  const { gateway } = account;
  const create = (parentId: string, pathPart: string) =>
    gateway.createResource({ restApiId, parentId, pathPart });
  const under = async (parentId: string, pathPart: string) => (await create(parentId, pathPart)).id ?? "";
  const fleet = await under(rootId, "fleet");
  const ship = await under(fleet, "{ship}");
  const log = await under(ship, "log");
  const crew = await under(rootId, "crew");
  const update = (resourceId: string, op: string, path: string, value?: string) =>
    gateway.updateResource({ restApiId, resourceId, patchOperations: [patch(op, path, value)] });
  const paths = async () => {
    const { $metadata, items = [] } = await gateway.getResources({ restApiId });
    return { $metadata, paths: items.map(({ path }) => path).sort() };
  };
  const drop = (resourceId: string) => gateway.deleteResource({ restApiId, resourceId });
  return { gateway, restApiId, rootId, fleet, ship, log, crew, create, update, paths, drop };
}
type Given = Awaited<ReturnType<typeof tree>> & { account: Account };

const NOT_THERE = "NotFoundException 404: Invalid Resource identifier specified";

const made: Rule<Given>[] = [
  {
    rule: "a new API has its root, with neither a parent nor a path part",
    when: async ({ account }) => {
      const { restApiId } = await account.api();
      return account.gateway.getResources({ restApiId });
    },
    gives: { http: 200, items: [{ id: SOME, path: "/" }] },
  },
  {
    rule: "a created resource is answered 201 with the path that its parents give it",
    when: async ({ create, log }) => {
      const { parentId, ...rest } = await create(log, "page");
      return { ...rest, under: parentId === log };
    },
    gives: { http: 201, id: SOME, path: "/fleet/{ship}/log/page", pathPart: "page", under: true },
  },
  {
    rule: "a greedy path parameter may stand at the root",
    when: ({ create, rootId }) => create(rootId, "{anything+}"),
    gives: { http: 201, id: SOME, parentId: SOME, path: "/{anything+}", pathPart: "{anything+}" },
  },
  {
    rule: "a greedy path parameter may stand beside a word",
    when: async ({ create, fleet, ship, drop }) => {
      await drop(ship);
      await create(fleet, "flag");
      return create(fleet, "{rest+}");
    },
    gives: { http: 201, id: SOME, parentId: SOME, path: "/fleet/{rest+}", pathPart: "{rest+}" },
  },
  {
    rule: "a greedy path parameter may stand under a path parameter",
    when: ({ create, ship }) => create(ship, "{rest+}"),
    gives: { http: 201, id: SOME, parentId: SOME, path: "/fleet/{ship}/{rest+}", pathPart: "{rest+}" },
  },
  {
    rule: "a path parameter may take the place of a greedy one that was deleted",
    when: async ({ create, crew, drop }) => {
      await drop((await create(crew, "{rest+}")).id ?? "");
      return create(crew, "{sailor}");
    },
    gives: { http: 201, id: SOME, parentId: SOME, path: "/crew/{sailor}", pathPart: "{sailor}" },
  },
  {
    rule: "all resources are listed, without methods where there are none",
    when: async ({ gateway, restApiId }) => {
      const { $metadata, items = [] } = await gateway.getResources({ restApiId });
      return { $metadata, members: [...new Set(items.flatMap(Object.keys))].sort() };
    },
    gives: { http: 200, members: ["id", "parentId", "path", "pathPart"] },
  },
  {
    rule: "a listed resource names its methods, each without its content",
    when: async ({ account, gateway, restApiId, crew }) => {
      await account.mock(restApiId, crew, "PATCH");
      const { $metadata, items = [] } = await gateway.getResources({ restApiId });
      return { $metadata, methods: items.find(({ id }) => id === crew)?.resourceMethods };
    },
    gives: { http: 200, methods: { PATCH: {} } },
  },
];

const changed: Rule<Given>[] = [
  {
    rule: "a new path part changes the path, and the answer is 200",
    when: ({ update, ship }) => update(ship, "replace", "/pathPart", "{hull}"),
    gives: { http: 200, id: SOME, parentId: SOME, path: "/fleet/{hull}", pathPart: "{hull}" },
  },
  {
    rule: "a new path part changes the paths of all that is under it",
    when: async ({ update, fleet, paths }) => {
      await update(fleet, "replace", "/pathPart", "armada");
      return paths();
    },
    gives: { http: 200, paths: ["/", "/armada", "/armada/{ship}", "/armada/{ship}/log", "/crew"] },
  },
  {
    rule: "a resource moves under another parent",
    when: ({ update, log, crew }) => update(log, "replace", "/parentId", crew),
    gives: { http: 200, id: SOME, parentId: SOME, path: "/crew/log", pathPart: "log" },
  },
  {
    rule: "a changed resource is read as it was answered",
    when: async ({ gateway, restApiId, update, crew }) => {
      await update(crew, "replace", "/pathPart", "sailors");
      return gateway.getResource({ restApiId, resourceId: crew });
    },
    gives: { http: 200, id: SOME, parentId: SOME, path: "/sailors", pathPart: "sailors" },
  },
  {
    rule: "a resource that is not there cannot be changed",
    when: ({ update }) => update("gone99", "replace", "/pathPart", "dory"),
    gives: NOT_THERE,
  },
  {
    rule: "a new parent must be there",
    when: ({ update, log }) => update(log, "replace", "/parentId", "gone99"),
    gives: NOT_THERE,
  },
  {
    rule: "only the parent and the path part can be replaced",
    when: ({ update, crew }) => update(crew, "replace", "/name", "dory"),
    gives:
      "BadRequestException 400: Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
  },
  ...["add", "remove"].map((op) => ({
    rule: `a path part cannot be changed by ${op}`,
    when: ({ update, crew }: Given) => update(crew, op, "/pathPart", op === "add" ? "dory" : undefined),
    gives: `BadRequestException 400: Invalid patch path  '/pathPart' specified for op '${op}'. Please choose supported operations`,
  })),
  {
    rule: "moving to a parent that has such a name already is a conflict",
    when: async ({ create, update, rootId, log }) => {
      await create(rootId, "log");
      return update(log, "replace", "/parentId", rootId);
    },
    gives: "ConflictException 409: Another resource with the same parent already has this name: log",
  },
  {
    rule: "taking the name of a sibling is a conflict",
    when: ({ update, fleet }) => update(fleet, "replace", "/pathPart", "crew"),
    gives: "ConflictException 409: Another resource with the same parent already has this name: crew",
  },
  {
    rule: "a resource cannot move under its own child's child",
    when: ({ update, fleet, log }) => update(fleet, "replace", "/parentId", log),
    gives: "BadRequestException 400: Resources cannot be cyclical.",
  },
  {
    rule: "the root has no path part to change",
    when: ({ update, rootId }) => update(rootId, "replace", "/pathPart", "base"),
    gives: "BadRequestException 400: Root resource cannot update its pathPart.",
  },
  {
    rule: "the root has no parent to change",
    when: ({ update, rootId, crew }) => update(rootId, "replace", "/parentId", crew),
    gives: "BadRequestException 400: Root resource cannot update its parentId.",
  },
];

const deleted: Rule<Given>[] = [
  {
    rule: "deleting answers 202 with nothing",
    when: ({ drop, log }) => drop(log),
    gives: { http: 202 },
  },
  {
    rule: "deleting takes all that is under a resource with it",
    when: async ({ drop, fleet, paths }) => {
      await drop(fleet);
      return paths();
    },
    gives: { http: 200, paths: ["/", "/crew"] },
  },
  {
    rule: "what went with its parent cannot be deleted any more",
    when: async ({ drop, fleet, log }) => {
      await drop(fleet);
      return drop(log);
    },
    gives: NOT_THERE,
  },
  {
    rule: "what was moved away before stays",
    when: async ({ update, drop, fleet, ship, rootId, paths }) => {
      await update(ship, "replace", "/parentId", rootId);
      await drop(fleet);
      return paths();
    },
    gives: { http: 200, paths: ["/", "/crew", "/{ship}", "/{ship}/log"] },
  },
];

describe("a resource is made", () => rules(tree, made));
describe("a resource is changed", () => rules(tree, changed));
describe("a resource is deleted", () => rules(tree, deleted));
