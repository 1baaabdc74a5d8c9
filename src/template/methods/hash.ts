import { Budget } from "../../gateway/pattern/budget.ts";
import { JavaChar, JavaEntry, JavaList, JavaMap } from "../values/containers.ts";
import { JavaNumber } from "../values/number.ts";

const MOST = 200_000;

/** Java's `hashCode` of texts, whole numbers, booleans, and of lists and maps of them. */
export function hashOf(value: unknown, budget = new Budget(MOST)): number {
  budget.spend(1);
  if (value === null || value === undefined) return 0;
  if (typeof value === "boolean") return value ? 1231 : 1237;
  if (value instanceof JavaNumber) return numberHash(value);
  if (value instanceof JavaEntry) return hashOf(value.key, budget) ^ hashOf(value.value, budget);
  if (value instanceof JavaList) {
    const hashes = value.items.map((item) => hashOf(item, budget));
    if (value.kind === "view") return hashes.reduce((sum, one) => (sum + one) | 0, 0);
    return hashes.reduce((hash, one) => (Math.imul(hash, 31) + one) | 0, 1);
  }
  if (value instanceof JavaMap)
    return value
      .entries()
      .reduce((sum, [key, item]) => (sum + (hashOf(key, budget) ^ hashOf(item, budget))) | 0, 0);
  const text = value instanceof JavaChar ? value.value : String(value);
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

function numberHash(value: JavaNumber): number {
  const bits = value.isWhole ? value.whole : doubleBits(value.double);
  return Number(BigInt.asIntN(32, value.kind === "Integer" ? bits : bits ^ BigInt.asUintN(32, bits >> 32n)));
}

function doubleBits(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigInt64(0);
}
