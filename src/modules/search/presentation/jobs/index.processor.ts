import { Process, Processor } from '@nestjs/bull';
import { SEARCH_QUEUE } from '../../queues.js';
import { type Indexing, IndexingService } from '../../service/indexing.service.js';

/** The queue's door to the indexing. */
@Processor(SEARCH_QUEUE)
export class IndexProcessor {
  constructor(private readonly indexing: IndexingService) {}

  @Process({ name: 'index', concurrency: 1 })
  async index(): Promise<Indexing> {
    return this.indexing.update();
  }
}
