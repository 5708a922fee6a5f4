import type { FastifyInstance } from 'fastify';
import ipaddr from 'ipaddr.js';
import { AppError } from '../errors/app-error.js';

/** Refuses requests of addresses that are denied, or not among those allowed where there is such a list. */
export function restrictNetworks(
  fastify: FastifyInstance,
  { allowed, denied }: { allowed: readonly string[]; denied: readonly string[] },
): void {
  if (allowed.length === 0 && denied.length === 0) return;
  const allowedRanges = allowed.map(toRange);
  const deniedRanges = denied.map(toRange);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const address = ipaddr.process(request.ip);
    const isIn = (ranges: Range[]) => ranges.some((range) => contains(range, address));
    if (isIn(deniedRanges) || (allowedRanges.length > 0 && !isIn(allowedRanges)))
      done(new AppError('forbidden', `requests from ${request.ip} are not answered here`));
    else done();
  });
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

function toRange(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function contains([network, bits]: Range, address: Address): boolean {
  return network.kind() === address.kind() && address.match([network, bits] as never);
}
