import {
  GetAWSDefaultServiceQuota$,
  GetServiceQuota$,
  RequestServiceQuotaIncrease$,
} from "@aws-sdk/client-service-quotas";
import { getDefaultQuota, getQuota, raiseQuota } from "../control/quotas.ts";
import { type Entry, read, write } from "./entry.ts";

/** Of Service Quotas what is asked before a method is made, and what raises it. */
export const entries: readonly Entry[] = [
  read(GetServiceQuota$, getQuota),
  read(GetAWSDefaultServiceQuota$, getDefaultQuota),
  write(RequestServiceQuotaIncrease$, raiseQuota),
];
