// What any server of this framework takes to start: Nest on Fastify with its API description, one route, nothing behind it.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

class Health {
  ready() {
    return { status: 'up' };
  }
}
Get('ready')(Health.prototype, 'ready', Object.getOwnPropertyDescriptor(Health.prototype, 'ready'));
Controller('api/v1/health')(Health);
class Bare {}
Module({ controllers: [Health] })(Bare);

const app = await NestFactory.create(Bare, new FastifyAdapter(), { logger: false });
SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, new DocumentBuilder().build()));
app.enableShutdownHooks();
await app.listen({ host: '127.0.0.1', port: 0 });
console.log(await app.getUrl());
