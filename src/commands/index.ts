import type { Command } from "../cli/command.ts";
import { addResponse } from "./add-response.ts";
import { checkMethod } from "./check-method.ts";
import { completion } from "./completion.ts";
import { createMethod } from "./create-method.ts";
import { createResource } from "./create-resource.ts";
import { createRole } from "./create-role.ts";
import { deleteMethod } from "./delete-method.ts";
import { deleteResource } from "./delete-resource.ts";
import { deploy } from "./deploy.ts";
import { enableCors } from "./enable-cors.ts";
import { explain } from "./explain.ts";
import { exportCommand } from "./export.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { listApis } from "./list-apis.ts";
import { listMethods } from "./list-methods.ts";
import { removeResponse } from "./remove-response.ts";
import { resume } from "./resume.ts";
import { sandbox } from "./sandbox.ts";
import { schema } from "./schema.ts";
import { showMethod } from "./show-method.ts";
import { status } from "./status.ts";
import { testMethod } from "./test-method.ts";
import { undo } from "./undo.ts";
import { updateMethod } from "./update-method.ts";
import { updateStageMethod } from "./update-stage-method.ts";

/** Every subcommand, in the order of the help. */
export const commands: readonly Command[] = [
  createMethod,
  updateMethod,
  deleteMethod,
  addResponse,
  removeResponse,
  createResource,
  deleteResource,
  enableCors,
  deploy,
  updateStageMethod,
  testMethod,
  checkMethod,
  listApis,
  listMethods,
  showMethod,
  status,
  createRole,
  explain,
  exportCommand,
  undo,
  resume,
  history,
  sandbox,
  completion,
  schema(() => commands),
  help(() => commands),
];
