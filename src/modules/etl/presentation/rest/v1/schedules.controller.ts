import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AppError } from '../../../../../platform/errors/app-error.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { ScheduleService } from '../../../service/schedule.service.js';
import { PutScheduleDto, ScheduleDto, SchedulesAnswer } from './schedules.dto.js';

const NAME = /^[\w.-]{1,100}$/;
const PARAM = { name: 'name', schema: { type: 'string' as const, pattern: NAME.source }, example: 'nightly' };

/** When what is brought in by itself. */
@ApiTags('etl')
@Controller('api/v1/etl/schedules')
export class SchedulesController {
  constructor(@Inject(ScheduleService) private readonly schedules: ScheduleService) {}

  @Get()
  @Requires('etl:read')
  @ApiOperation({ summary: 'Schedules: those of the sources file, and those kept here' })
  @ApiOkResponse({ type: SchedulesAnswer })
  async list(): Promise<SchedulesAnswer> {
    return { data: await this.schedules.list() };
  }

  @Put(':name')
  @Requires('etl:run')
  @ApiOperation({ summary: 'Create or replace a schedule' })
  @ApiParam(PARAM)
  @ApiOkResponse({ type: ScheduleDto })
  @ApiProblems(400, 409, 413, 415, 422)
  async put(@Param('name') name: string, @Body() body: PutScheduleDto): Promise<ScheduleDto> {
    return this.schedules.put({
      name: checked(name),
      cron: body.cron.trim(),
      time_zone: body.time_zone ?? 'UTC',
      source: body.source ?? null,
      paths: body.paths ?? null,
      enabled: body.enabled ?? true,
    });
  }

  @Delete(':name')
  @HttpCode(204)
  @Requires('etl:run')
  @ApiOperation({ summary: 'Remove a schedule' })
  @ApiParam(PARAM)
  @ApiNoContentResponse()
  @ApiProblems(404, 409, 422)
  async remove(@Param('name') name: string): Promise<void> {
    await this.schedules.remove(checked(name));
  }
}

function checked(name: string): string {
  if (NAME.test(name)) return name;
  throw new AppError('invalid', "name: 1 to 100 letters, digits, '.', '_' and '-'");
}
