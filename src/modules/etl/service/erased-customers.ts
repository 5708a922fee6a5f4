import { AppError } from '../../../platform/errors/app-error.js';
import { type KeyRing } from '../../../platform/secrets/index.js';
import { type Values } from '../domain/batches.js';
import { customerOf, erasureKey, erasuresOf, LONGEST_CUSTOMER } from '../domain/erasure.js';
import { type EraseRequest } from '../domain/run-request.js';

const CUSTOMER = 'erased customer';
const LINES = 'lines of an erased customer';
const REQUEST = 'etl_run.request.customer';

export type OpenRing = () => Promise<KeyRing>;

/** Knows erased customers again by keyed hashes, which are all that is kept of them. */
export class ErasedCustomers {
  private constructor(
    private readonly ring: KeyRing,
    private readonly fingerprints: ReadonlySet<string>,
  ) {}

  /** Those of the catalogue, and one more; undefined where there are none. Throws AppError where a key is missing. */
  static async of(values: Values, openRing: OpenRing, more?: string): Promise<ErasedCustomers | undefined> {
    const known = erasuresOf(values).map(({ fingerprint }) => fingerprint);
    if (more !== undefined) known.push(more);
    if (known.length === 0) return undefined;
    const ring = await openRing();
    const lost = known.find((fingerprint) => !ring.knows(fingerprint));
    if (lost !== undefined) {
      throw new AppError(
        'unavailable',
        `a customer was erased under the key ${lost.split('.')[0]}, which is not there: nothing may come in, as it could bring the customer back`,
        {
          hint: 'Put the key into TILLHOUSE_SECRET_KEYS behind the one in use, or bring back the file secrets/keys of the home folder.',
        },
      );
    }
    return new ErasedCustomers(ring, new Set(known));
  }

  /** What makes marks of an erased customer's lines, without the key unknowable; undefined for any other. */
  secretOf(text: string): string | undefined {
    const customer = customerOf(text);
    if (customer === null) return undefined;
    const at = this.ring.fingerprints(customer, CUSTOMER).findIndex((found) => this.fingerprints.has(found));
    return at < 0 ? undefined : this.ring.fingerprints(customer, LINES)[at];
  }
}

/** What a run needs to erase a customer, by the fingerprint under which the catalogue knows it where it does. Throws AppError. */
export function eraseRequest(text: string, by: string | null, values: Values, ring: KeyRing): EraseRequest {
  const customer = customerOf(text);
  if (customer === null || customer.length > LONGEST_CUSTOMER) {
    throw new AppError('invalid', `a customer id has 1 to ${LONGEST_CUSTOMER} characters`, {
      hint: 'Give it as the sources write it.',
    });
  }
  const known = ring.fingerprints(customer, CUSTOMER).find((one) => erasureKey(one) in values);
  return {
    kind: 'erase',
    fingerprint: known ?? ring.fingerprint(customer, CUSTOMER),
    customer: ring.encrypt(customer, REQUEST),
    by,
  };
}

/** Throws AppError where the key is missing. */
export function unsealCustomer(sealed: string, ring: KeyRing): string {
  return ring.decrypt(sealed, REQUEST);
}
