import { MethodNotAllowedException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Answers 405, with what is allowed, where a path is known but not under the method asked for (RFC 9110, 15.5.6). */
export function refuseOtherMethods(fastify: FastifyInstance): void {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  fastify.addHook('onRoute', ({ url, method }) => {
    // A route for all that is left says nothing of a path.
    if (url.includes('*')) return;
    const known = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) known.methods.add(one);
    routes.set(url, known);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const [path = ''] = request.url.split('?', 1);
    const allowed = new Set<string>();
    for (const { pattern, methods } of routes.values())
      if (pattern.test(path)) for (const method of methods) allowed.add(method);
    if (allowed.size === 0) return done();
    const methods = [...allowed].sort().join(', ');
    void reply.header('allow', methods);
    done(new MethodNotAllowedException(`${path} answers ${methods}, not ${request.method}`));
  });
}

function patternOf(url: string): RegExp {
  const parts = url.split(/:\w+/).map((text) => text.replace(/[.\\+*?^$()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}/?$`);
}
