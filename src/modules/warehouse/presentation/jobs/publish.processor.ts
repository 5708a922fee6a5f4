import { Process, Processor } from '@nestjs/bull';
import { PUBLISH_QUEUE } from '../../queues.js';
import { PublicationService } from '../../service/publication.service.js';

/** The queue's door to the publication. */
@Processor(PUBLISH_QUEUE)
export class PublishProcessor {
  constructor(private readonly publication: PublicationService) {}

  @Process({ name: 'publish', concurrency: 1 })
  async publish(): Promise<{ version: number | null; method: string }> {
    const publication = await this.publication.publish();
    return { version: publication?.version ?? null, method: publication?.method ?? 'none' };
  }
}
