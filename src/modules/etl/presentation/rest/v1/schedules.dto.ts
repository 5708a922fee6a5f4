import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';

const TEXT = /^[^\p{Surrogate}\0]*$/u;

export class PutScheduleDto {
  @ApiProperty({
    description: 'Cron expression of five or six fields.',
    maxLength: 100,
    example: '*/15 * * * *',
  })
  @IsString()
  @MaxLength(100)
  @Matches(TEXT)
  cron!: string;

  @ApiPropertyOptional({ description: 'IANA name.', maxLength: 64, default: 'UTC', example: 'Europe/London' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  @Matches(TEXT)
  time_zone?: string;

  @ApiPropertyOptional({
    description: 'A source of TILLHOUSE_SOURCES; else `paths`.',
    pattern: '^[\\w.-]{1,100}$',
  })
  @IsOptional()
  @Matches(/^[\w.-]{1,100}$/)
  source?: string;

  @ApiPropertyOptional({
    type: [String],
    minItems: 1,
    maxItems: 1000,
    description: 'Absolute files, folders or globs below the folders of TILLHOUSE_RUN_ROOTS.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(4096, { each: true })
  @Matches(TEXT, { each: true })
  paths?: string[];

  @ApiPropertyOptional({ default: true })
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

export class ScheduleDto {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  cron!: string;

  @ApiProperty()
  time_zone!: string;

  @ApiProperty({ type: 'string', nullable: true })
  source!: string | null;

  @ApiProperty({ type: [String], nullable: true })
  paths!: string[] | null;

  @ApiProperty()
  enabled!: boolean;

  @ApiProperty({ enum: ['file', 'api'], description: 'Those of the sources file cannot be changed here.' })
  origin!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  next_run_at!: string | null;
}

export class SchedulesAnswer {
  @ApiProperty({ type: [ScheduleDto] })
  data!: ScheduleDto[];
}
