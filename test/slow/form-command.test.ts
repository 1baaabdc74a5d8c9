import { describe } from "vitest";
import { sameByThePrintedLine } from "../cli/command-walks.ts";

describe("the printed command asks for nothing more and gives the same, twenty times", () =>
  sameByThePrintedLine(20, 12));
