import type { Finding } from "../checks/finding.ts";
import type { MethodDocument } from "../document/method.ts";
import type { Told } from "./pasted.ts";

/** What is known of the place where something failed, as far as the text says it and somebody looked. */
export interface Here {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  readonly partition: string;
  readonly api?:
    | {
        readonly id: string;
        /** What a command names it by. */
        readonly word: string;
        readonly binaryMediaTypes?: readonly string[] | undefined;
      }
    | undefined;
  /** The stage that was called, where one was; of an API with one stage, that. */
  readonly stage?: string | undefined;
  /** Whether the API has the stage; undefined where nobody looked. */
  readonly hasStage?: boolean | undefined;
  readonly at?: { readonly path: string; readonly httpMethod: string } | undefined;
  readonly method?: MethodDocument | undefined;
  readonly findings: readonly Finding[];
  readonly authorizer?:
    | { readonly id: string; readonly ttl: number; readonly function?: string | undefined }
    | undefined;
  /** The usage plans that have the stage; undefined where nobody looked. */
  readonly plans?: readonly { readonly id: string; readonly limits: boolean }[] | undefined;
  /** What the stage limits, as update-stage-method names it: `""` is all of it. */
  readonly throttled?: "method" | "stage" | undefined;
  /** Methods of the API without an integration. */
  readonly halfMade?: readonly { readonly path: string; readonly httpMethod: string }[] | undefined;
  /** The line that calls the method of the stage; what only its reader knows stands in capitals. */
  readonly curl?: string | undefined;
  readonly told: Told;
  /** Whether a template has a fault in it. */
  isFaulty(template: string): boolean;
}

/** Of a place that nobody looked at. */
export const NOWHERE: Here = { partition: "aws", findings: [], told: {}, isFaulty: () => false };

/** The content type whose template a call took, as far as the log says. */
export const typeOf = ({ told }: Here): string => told.contentType ?? "application/json";
