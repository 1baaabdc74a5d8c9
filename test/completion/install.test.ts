import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { scriptNames, scripts } from "../../src/completion/scripts.ts";
import { SHELLS } from "../../src/completion/shells/shell.ts";
import { freshPlace } from "../cli/run.ts";

const STARTUP = {
  bash: ".bashrc",
  zsh: ".zshrc",
  fish: undefined,
  powershell: ".config/powershell/Microsoft.PowerShell_profile.ps1",
} as const;

describe.each(SHELLS)("the completion of %s", (shell) => {
  it("is the script that is checked in", async () => {
    const file = join(import.meta.dirname, "../../completions", scriptNames[shell]);
    await expect(scripts[shell]).toMatchFileSnapshot(file);
    expect(await (await freshPlace()).run(["completion", shell])).toMatchObject({
      exit: 0,
      stdout: scripts[shell],
    });
  });

  it.each([undefined, "", "one\ntwo\n", "no end of line", "\r\ncaf\u00e9\r\n"])(
    "is put and taken away without a trace: %j",
    async (before) => {
      const at = await freshPlace();
      const file = STARTUP[shell] && join(at.folder, STARTUP[shell]);
      if (file && before !== undefined) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, before);
      }
      const put = await at.run(["completion", "install", shell]);
      expect(put.exit).toBe(0);
      const again = await at.run(["completion", "install", shell]);
      expect(again.stderr).toContain("Nothing was changed.");
      if (file) {
        expect(put.stderr).toContain(file);
        const text = readFileSync(file, "utf8");
        expect(text.startsWith(before ?? "#")).toBe(true);
        expect(text.match(/>>> apigw completion >>>/g)).toHaveLength(1);
      }
      const script = /^Wrote (.+?):/m.exec(put.stderr)?.[1] ?? "";
      expect(readFileSync(script, "utf8")).toBe(scripts[shell]);
      expect((await at.run(["completion", "uninstall", shell])).exit).toBe(0);
      expect(existsSync(script)).toBe(false);
      if (file && before !== undefined) expect(readFileSync(file, "utf8")).toBe(before);
      if (file && before === undefined) expect(existsSync(file)).toBe(false);
      expect((await at.run(["completion", "uninstall", shell])).stderr).toContain("is not installed");
    },
  );
});

describe("a startup file that install made", () => {
  it("stays where somebody has written to it since", async () => {
    const at = await freshPlace();
    const file = join(at.folder, ".bashrc");
    await at.run(["completion", "install", "bash"]);
    appendFileSync(file, "alias ll='ls -l'\n");
    await at.run(["completion", "install", "bash"]);
    await at.run(["completion", "uninstall", "bash"]);
    expect(readFileSync(file, "utf8")).toBe("alias ll='ls -l'\n");
    await at.run(["completion", "install", "bash"]);
    await at.run(["completion", "uninstall", "bash"]);
    expect(readFileSync(file, "utf8")).toBe("alias ll='ls -l'\n");
  });
});

describe("which shell", () => {
  it("is told by $SHELL, or must be named", async () => {
    const at = await freshPlace();
    const zdotdir = join(at.folder, "zdot");
    const put = await at.run(["completion", "install"], { env: { SHELL: "/usr/bin/zsh", ZDOTDIR: zdotdir } });
    expect(put.stderr).toContain(join(zdotdir, ".zshrc"));
    expect((await at.run(["completion", "install"])).exit).toBe(2);
    const slip = await at.run(["completion", "zhs"]);
    expect(slip).toMatchObject({ exit: 2 });
    expect(slip.stderr).toContain("Did you mean zsh?");
    expect((await at.run(["completion", "zsh", "bash"])).exit).toBe(2);
    expect((await at.run(["completion"])).exit).toBe(2);
  });
});
