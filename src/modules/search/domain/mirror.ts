/** An index outside that is kept equal to the embedded one. */
export interface Mirror {
  /** Whether it is at that version. */
  shows(to: { version: number; lakeId: string }): Promise<boolean>;
  /** Brings it to the documents of that version, or makes it anew beside itself and switches over. Throws where it does not answer. */
  sync(
    to: { version: number; lakeId: string },
    options: { whole: boolean },
  ): Promise<{ method: 'whole' | 'change' | 'none'; written: number; deleted: number }>;
}
