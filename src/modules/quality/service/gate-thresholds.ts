import { type GateSettings } from '../domain/gate.js';

/** What a batch must meet, as it is set. */
export class GateThresholds {
  constructor(readonly settings: GateSettings) {}
}
