import { type MercuriusDriverConfig, MercuriusDriver } from '@nestjs/mercurius';
import type { FastifyInstance } from 'fastify';
import { mercurius } from 'mercurius';

interface Hooked {
  addHook: (name: string, hook: unknown) => void;
}

/**
 * Registers mercurius when Fastify starts, with everything else. Waited for, as the driver does by itself, it would start Fastify
 * before the routes have their error handler.
 */
export class LateMercuriusDriver extends MercuriusDriver {
  override start({ hooks, ...options }: MercuriusDriverConfig): Promise<void> {
    const fastify = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(mercurius, options);
    fastify.after(() => {
      const graphql = fastify.graphql as unknown as Hooked;
      for (const [name, hook] of Object.entries(hooks ?? {})) graphql.addHook(name, hook);
    });
    return Promise.resolve();
  }
}
