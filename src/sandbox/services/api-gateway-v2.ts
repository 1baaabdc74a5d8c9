import {
  CreateVpcLink$,
  DeleteVpcLink$,
  GetVpcLink$,
  GetVpcLinks$,
  UpdateVpcLink$,
} from "@aws-sdk/client-apigatewayv2";
import * as links from "../control/vpc-links.ts";
import { type Entry, read, write } from "./entry.ts";

/** Of apigatewayv2 only what REST APIs touch: the second kind of VPC link. */
export const entries: readonly Entry[] = [
  read(GetVpcLinks$, links.getVpcLinksV2),
  read(GetVpcLink$, links.getVpcLinkV2),
  write(CreateVpcLink$, links.createVpcLinkV2),
  write(UpdateVpcLink$, links.updateVpcLinkV2),
  write(DeleteVpcLink$, links.deleteVpcLinkV2),
];
