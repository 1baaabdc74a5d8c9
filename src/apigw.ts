// build: usual 1
import { main } from "./main.ts";
import { runHere } from "./world.ts";

void runHere(main);
