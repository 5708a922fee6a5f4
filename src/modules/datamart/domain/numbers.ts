/** To so many decimals, half away from zero. */
export function round(value: number, digits = 4): number {
  const scale = 10 ** digits;
  return (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale || 0;
}

/** A part of a whole, to six decimals; 0 where the whole is nothing. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : round(part / whole, 6);
}

/** (now − then) ÷ |then|, to six decimals; null where only then is 0. */
export function change(now: number, then: number): number | null {
  if (then === 0) return now === 0 ? 0 : null;
  return round((now - then) / Math.abs(then), 6);
}
