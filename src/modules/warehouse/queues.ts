/** Jobs of this module: `publish` brings the warehouse to the newest version of gold. */
export const PUBLISH_QUEUE = 'warehouse-publications';
