import { describe } from "vitest";
import { sameByThePrintedLine } from "./command-walks.ts";

describe("the printed command asks for nothing more and gives the same", () =>
  sameByThePrintedLine(4, 20261126));
