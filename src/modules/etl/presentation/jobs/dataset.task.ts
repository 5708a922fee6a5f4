import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import {
  type Compression,
  COMPRESSIONS,
  EXPORT_FORMATS,
  type ExportFormat,
  exportName,
} from '../../../../platform/engine/export-format.js';
import { readParameters } from '../../../../platform/http/read-parameters.js';
import { type TaskHandler } from '../../../tasks/index.js';
import { type LakeReaderService } from '../../service/lake-reader.service.js';

class DatasetParameters {
  @IsString()
  @MinLength(1)
  @MaxLength(100_000)
  sql!: string;

  @IsIn(EXPORT_FORMATS)
  format: ExportFormat['format'] = 'parquet';

  @IsIn(COMPRESSIONS)
  compression: Compression = 'none';

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  at_version?: number;
}

/** One SELECT over the tables of the lake, whatever its size, as a file. */
export function datasetTask(reader: LakeReaderService): TaskHandler<DatasetParameters> {
  return {
    name: 'process_large_dataset',
    permission: 'etl:read',
    summary: 'What a SELECT over the lake gives, as a file',
    parse: (parameters) => readParameters(DatasetParameters, parameters),
    run: async ({ parameters: { sql, format, compression, at_version }, signal, folder }) => {
      const name = exportName('result', format, compression);
      const { version, rows } = await reader.export(sql, {
        folder,
        name,
        format: { format, compression },
        signal,
        at: at_version ?? undefined,
      });
      return { rows, version, files: [name] };
    },
  };
}
