import { AppError } from '../../../../platform/errors/app-error.js';
import { type TaskHandler } from '../../../tasks/index.js';
import { type IndexingService } from '../../service/indexing.service.js';

/** All search indexes made anew, as a task. */
export function reindexTask(indexing: IndexingService): TaskHandler<Record<string, never>> {
  return {
    name: 'search_reindex',
    permission: 'search:admin',
    summary: 'The search indexes made anew, while the ones that are there answer',
    parse: (parameters) => {
      if (typeof parameters === 'object' && Object.keys(parameters ?? {}).length === 0)
        return Promise.resolve({});
      return Promise.reject(new AppError('invalid', 'search_reindex has no parameters'));
    },
    run: async () => ({ ...(await indexing.update({ whole: true })) }),
  };
}
