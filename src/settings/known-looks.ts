/** What the commands take that look at an API: which methods, and what is said of them. */
export interface LookSettings {
  readonly pathGlob: string;
  readonly byRole: string;
  /** The stage that does not serve them as they are. */
  readonly notLive: string;
  readonly findings: boolean;
  readonly stages: boolean;
  readonly detailedExitcode: boolean;
}
