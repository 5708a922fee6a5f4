import { AppError } from '../../../platform/errors/app-error.js';
import { type KeyRing, safeEqual } from '../../../platform/secrets/index.js';

const PURPOSE = 'links to files of tasks';

export interface SignedLink {
  url: string;
  expires_at: string;
}

/** Links to files that need no other credentials, for a while. */
export class TaskLinks {
  constructor(
    private readonly ring: KeyRing,
    private readonly minutes: number,
  ) {}

  sign(id: string, name: string): SignedLink {
    const expires = Math.floor(Date.now() / 1_000) + this.minutes * 60;
    const signature = this.ring.fingerprint(textOf(id, name, expires), PURPOSE);
    return {
      url: `/api/v1/tasks/${id}/files/${encodeURIComponent(name)}?expires=${expires}&signature=${signature}`,
      expires_at: new Date(expires * 1_000).toISOString(),
    };
  }

  /** Throws AppError where the link is none of ours, or has expired. */
  verify(id: string, name: string, expires: number, signature: string): void {
    const own = this.ring.fingerprints(textOf(id, name, expires), PURPOSE);
    if (!own.some((one) => safeEqual(one, signature)))
      throw new AppError('forbidden', 'this is no link of this server', {
        hint: 'Take it whole, as it was given.',
      });
    if (expires * 1_000 < Date.now()) {
      throw new AppError('forbidden', 'the link has expired', {
        hint: `GET /api/v1/tasks/${id}/status gives a new one.`,
      });
    }
  }
}

function textOf(id: string, name: string, expires: number): string {
  return `${id}\n${name}\n${expires}`;
}
