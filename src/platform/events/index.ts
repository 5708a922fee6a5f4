export { EventBus, type EventName, type Events } from './event-bus.js';
export { PostgresTransport } from './postgres-transport.js';
