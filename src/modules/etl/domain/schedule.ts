/** One time at which a schedule fires. */
export interface Tick {
  schedule: string;
  at: Date;
}

/** When what is brought in: a configured source, or files, folders and globs below the roots. */
export interface Schedule {
  name: string;
  /** Cron expression of five or six fields. */
  cron: string;
  /** IANA name. */
  time_zone: string;
  source: string | null;
  paths: string[] | null;
  enabled: boolean;
}
