/** Name of the lease of whoever writes to the lake: runs, and what deletes files. */
export const LAKE_LEASE = 'lake';
