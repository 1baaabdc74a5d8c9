import { awsServiceAction, awsServiceTarget } from "../../settings/aws-service.ts";
import { changeSettings } from "../../settings/export.ts";
import type { Known } from "../../settings/known.ts";
import { roleNameValue, roleSettings } from "../../settings/role.ts";
import type { AlwaysThere } from "../../settings/setting.ts";

const { recipe, set, serviceRegion, service } = awsServiceTarget;
const { action, force } = awsServiceAction;
const { createRole: _, ...role } = roleSettings;

// What the role is for is said in one of three ways.
const open = (known: Known): boolean => known.recipe === undefined && known.roleAction === undefined;
const never = () => false;

const roleName: AlwaysThere<string> = {
  label: "Role name",
  flag: "name",
  summary: "The name of the role.",
  section: "AWS service",
  value: roleNameValue,
  required: true,
};

/** The settings of `apigw create-role`. */
export const settings = {
  roleName,
  recipe: {
    ...recipe,
    summary: "Allow what this recipe of create-method calls, on the resource that it calls.",
  },
  set,
  service: { ...service, required: open, asked: open, missing: "--service, --recipe or --role-action" },
  action: { ...action, required: open, asked: open },
  serviceRegion: { ...serviceRegion, asked: never },
  force,
  ...role,
  ...changeSettings,
};
export type CreateRoleTable = typeof settings;
