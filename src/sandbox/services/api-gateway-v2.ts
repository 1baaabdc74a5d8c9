import { GetVpcLink$, GetVpcLinks$ } from "@aws-sdk/client-apigatewayv2";
import { getVpcLinksV2, getVpcLinkV2 } from "../control/vpc-links.ts";
import { type Entry, read } from "./entry.ts";

/** Of apigatewayv2 only what REST APIs touch: the second kind of VPC link. */
export const entries: readonly Entry[] = [read(GetVpcLinks$, getVpcLinksV2), read(GetVpcLink$, getVpcLinkV2)];
