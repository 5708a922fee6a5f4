/** What is told after a commit, by name. */
export interface Events {
  /** The lake has a new version of gold. */
  GoldPublished: { version: number; tables: string[] };
  /** The warehouse shows a version of gold. */
  WarehousePublished: {
    version: number;
    startedAt: string;
    method: string;
    rowsWritten: number;
    rowsDeleted: number;
  };
  /** What versions before this one held may be kept nowhere. */
  HistoryErased: { version: number };
}

export type EventName = keyof Events;
type Handler<N extends EventName> = (event: Events[N]) => void | Promise<void>;

/** Carries events to other processes. */
export interface Transport {
  send(name: EventName, event: object): Promise<void>;
}

/**
 * Tells subscribers what has happened. An event is a hint: it may come twice or not at all, so whoever depends on a version
 * also compares it with the catalogue every few seconds.
 */
export class EventBus {
  private readonly handlers = new Map<EventName, Handler<never>[]>();
  private transport: Transport | undefined;

  constructor(private readonly onError: (error: unknown, name: EventName) => void = () => undefined) {}

  subscribe<N extends EventName>(name: N, handler: Handler<N>): void {
    const handlers = this.handlers.get(name) ?? [];
    this.handlers.set(name, [...handlers, handler]);
  }

  connect(transport: Transport): void {
    this.transport = transport;
  }

  /** Answers when the subscribers of this process are done. A subscriber that fails keeps none of the others from hearing. */
  async publish<N extends EventName>(name: N, event: Events[N]): Promise<void> {
    await this.deliver(name, event);
    try {
      await this.transport?.send(name, event);
    } catch (error) {
      this.onError(error, name);
    }
  }

  /** Tells the subscribers of this process alone. */
  async deliver<N extends EventName>(name: N, event: Events[N]): Promise<void> {
    for (const handler of (this.handlers.get(name) ?? []) as Handler<N>[]) {
      try {
        await handler(event);
      } catch (error) {
        this.onError(error, name);
      }
    }
  }
}
