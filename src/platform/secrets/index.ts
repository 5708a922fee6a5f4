export { KeyRing, newRingKey, parseRing, printRing, type RingKey, safeEqual } from './key-ring.js';
export { openKeyRing, ringFile } from './open-ring.js';
