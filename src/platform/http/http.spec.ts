import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { loadConfig } from '../config/index.js';
import { Body, Controller, Get, HttpException, Module, Param, Post, Query } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Type } from 'class-transformer';
import { IsInt, IsString, Min, ValidateNested } from 'class-validator';
import { AppError, type ErrorKind } from '../errors/app-error.js';
import { createHttpAdapter, setUpHttp } from './setup.js';

class Line {
  @IsInt()
  @Min(1)
  quantity!: number;
}

class Order {
  @IsString()
  name!: string;

  @ValidateNested({ each: true })
  @Type(() => Line)
  lines!: Line[];
}

class Page {
  @IsInt()
  @Type(() => Number)
  limit!: number;
}

@Controller()
class Probe {
  @Get('app-error/:kind')
  appError(@Param('kind') kind: ErrorKind): never {
    throw new AppError(kind, 'this is wrong', { hint: 'do that', details: { file: 'a.csv', row: 7 } });
  }

  @Get('teapot')
  teapot(): never {
    throw new HttpException('short and stout', 418);
  }

  @Get('broken')
  broken(): never {
    throw new Error('the password is hunter2');
  }

  @Get('page')
  page(@Query() page: Page): Page {
    return page;
  }

  @Post('order')
  order(@Body() order: Order): Order {
    return order;
  }
}

@Module({ controllers: [Probe] })
class ProbeModule {}

// Real Nest on real Fastify; only the socket is left out.
describe('HTTP', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const config = loadConfig({ TILLHOUSE_BODY_LIMIT: '1MiB' });
    const testing = await Test.createTestingModule({ imports: [ProbeModule] }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(createHttpAdapter(config), { logger: false });
    await setUpHttp(app, config);
    await app.init();
  });

  afterAll(() => app.close());

  it.each([
    ['invalid', 422, 'Unprocessable Entity'],
    ['refused', 422, 'Unprocessable Entity'],
    ['unauthenticated', 401, 'Unauthorized'],
    ['forbidden', 403, 'Forbidden'],
    ['not_found', 404, 'Not Found'],
    ['conflict', 409, 'Conflict'],
    ['too_many', 429, 'Too Many Requests'],
    ['unavailable', 503, 'Service Unavailable'],
  ])('answers an error of kind %s with %i, message, hint and details', async (kind, status, title) => {
    const url = `/app-error/${kind}`;
    const answer = await app.inject({ url, headers: { 'x-correlation-id': 'till-7' } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title,
      status,
      detail: 'this is wrong',
      hint: 'do that',
      details: { file: 'a.csv', row: 7 },
      instance: url,
      correlation_id: 'till-7',
    });
  });

  it('keeps the status of an HTTP exception', async () => {
    const answer = await app.inject('/teapot');
    expect(answer.json()).toMatchObject({ status: 418, title: "I'm a Teapot", detail: 'short and stout' });
  });

  it('does not tell what went wrong inside', async () => {
    const answer = await app.inject('/broken');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
    expect(answer.json<{ correlation_id: string }>().correlation_id).toBe(answer.headers['x-correlation-id']);
  });

  it.each([
    ['an unknown route', { url: '/nowhere' }, 404],
    ['a malformed URL', { url: '/%ZZ' }, 400],
    ['a path part that is too long', { url: `/app-error/${'a'.repeat(1_001)}` }, 414],
    [
      'a body that is no JSON',
      {
        url: '/order',
        method: 'POST' as const,
        headers: { 'content-type': 'application/json' },
        payload: '{',
      },
      400,
    ],
    [
      'a body of an unknown kind',
      {
        url: '/order',
        method: 'POST' as const,
        headers: { 'content-type': 'text/turtle' },
        payload: 'a b c .',
      },
      415,
    ],
    [
      'a body that is too long',
      { url: '/order', method: 'POST' as const, payload: { name: 'x'.repeat(1024 * 1024) } },
      413,
    ],
  ])('answers %s as a problem', async (_, request, status) => {
    const answer = await app.inject(request);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status, correlation_id: answer.headers['x-correlation-id'] });
  });

  it.each([
    ['headers without end', `GET /teapot HTTP/1.1\r\nx: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
    ['what is no HTTP', 'hello\r\n\r\n', 400],
  ])('answers %s as a problem', async (_, sent, status) => {
    if (!app.getHttpServer().listening) await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.write(sent);
    await once(socket, 'close');
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, title: STATUS_CODES[status] });
  });

  it.each([
    ['TRACE', '/teapot', 'GET, HEAD'],
    ['DELETE', '/app-error/invalid?why=1', 'GET, HEAD'],
    ['GET', '/order', 'POST'],
  ] as const)('says what is allowed where %s %s is not', async (method, url, allow) => {
    const answer = await app.inject({ method: method as 'GET', url });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers['allow']).toBe(allow);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('refuses bad fields with one entry each, nested and unknown ones too', async () => {
    const answer = await app.inject({
      url: '/order',
      method: 'POST',
      payload: { name: 1, lines: [{ quantity: 2 }, { quantity: 0 }], discount: 5 },
    });
    expect(answer.statusCode).toBe(422);
    const { errors } = answer.json<{ errors: { field: string; reason: string }[] }>();
    expect(errors.map((e) => e.field).sort()).toEqual(['discount', 'lines.1.quantity', 'name']);
    expect(errors.find((e) => e.field === 'lines.1.quantity')?.reason).toMatch(/not be less than 1/);
  });

  it('turns query text into the types of the DTO', async () => {
    expect((await app.inject('/page?limit=5')).json()).toEqual({ limit: 5 });
    expect((await app.inject('/page?limit=five')).statusCode).toBe(422);
  });

  it.each([
    ['a sane one', 'order-7.2026:a_b', true],
    ['one with spaces', 'a b', false],
    ['one that would break a log line', 'a"},{"level":60', false],
    ['a very long one', 'a'.repeat(129), false],
    ['an empty one', '', false],
  ])('echoes a correlation id where it is %s', async (_, id, echoed) => {
    const answer = await app.inject({ url: '/page?limit=1', headers: { 'x-correlation-id': id } });
    const given = answer.headers['x-correlation-id'];
    if (echoed) expect(given).toBe(id);
    else expect(given).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
