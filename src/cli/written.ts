import type { ExportedApi } from "../export/api.ts";
import { oneLine } from "../export/writing.ts";
import type { Known } from "../settings/known.ts";
import { stringify } from "./yaml.ts";

/** The formats of other tools: the lines of this one are the commands' own. */
export type Format = Exclude<NonNullable<Known["format"]>, "apigw">;

/** What was written. */
export interface Exported {
  readonly format: NonNullable<Known["format"]>;
  readonly text: string;
  /** What the format cannot say, or what could not be read. */
  readonly notes: readonly string[];
  /** The same as data, where the format is a document. */
  readonly document?: object;
}

/** An API in a format; the code of one is loaded where it is asked for. */
export async function written(api: ExportedApi, format: Format, toImport = false): Promise<Exported> {
  switch (format) {
    case "openapi": {
      const { openApiExport } = await import("../export/openapi/export.ts");
      const { document, notes } = openApiExport(api);
      return { format, notes, document, text: yaml(document, notes) };
    }
    case "cloudformation": {
      const { cloudFormationTemplate } = await import("../export/cloudformation/template.ts");
      const { template, resourcesToImport, notes } = cloudFormationTemplate(api);
      if (toImport) return asJson(format, resourcesToImport, notes);
      return { format, notes, document: template, text: yaml(template, notes) };
    }
    case "cdk": {
      const { cdkStack } = await import("../export/cdk/stack.ts");
      const { text, resourceMapping, notes } = cdkStack(api);
      return toImport ? asJson(format, resourceMapping, notes) : { format, text, notes };
    }
    case "terraform": {
      const { terraformConfiguration } = await import("../export/terraform/configuration.ts");
      return { format, ...terraformConfiguration(api) };
    }
    case "aws-cli": {
      const { awsCliScript } = await import("../export/aws-cli/script.ts");
      return { format, ...awsCliScript(api) };
    }
  }
}

/** What adopts what exists is taken as JSON alone. */
const asJson = (format: Format, document: object, notes: readonly string[]): Exported => ({
  format,
  notes,
  document,
  text: JSON.stringify(document, null, 2),
});

/** A document as YAML, with what it cannot say in front. */
const yaml = (document: object, notes: readonly string[]): string =>
  [...notes.map((note) => `# Note: ${oneLine(note)}\n`), stringify(document, { lineWidth: 0 })].join("");
