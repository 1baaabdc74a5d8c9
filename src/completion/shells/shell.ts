/** The shells that TAB is pressed in. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;
export type Shell = (typeof SHELLS)[number];

export const isShell = (text: string | undefined): text is Shell => SHELLS.some((one) => one === text);

/** The quotes that are open at a place of a line. */
export type Quote = "" | "'" | '"' | "$'";
