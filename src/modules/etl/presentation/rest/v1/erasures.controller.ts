import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { paginationOf } from '../../../../../platform/http/pagination.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { CurrentPrincipal, type Principal, Requires } from '../../../../auth/index.js';
import { ErasureService } from '../../../service/erasure.service.js';
import { RunAdminService } from '../../../service/run-admin.service.js';
import { toldRun } from './asked-run.js';
import { EraseCustomerDto, ErasuresAnswer, ErasuresQuery } from './erasures.dto.js';
import { AskedRunDto } from './runs.dto.js';

/** Customers who want to be forgotten. */
@ApiTags('privacy')
@Controller('api/v1/privacy/erasures')
export class ErasuresController {
  constructor(
    @Inject(RunAdminService) private readonly admin: RunAdminService,
    @Inject(ErasureService) private readonly erasures: ErasureService,
  ) {}

  @Post()
  @HttpCode(202)
  @Requires('privacy:erase')
  @ApiOperation({
    summary:
      'Erase a customer for good, by a run: from bronze to gold, from former versions, and from lines to come',
  })
  @ApiAcceptedResponse({ type: AskedRunDto })
  @ApiProblems(400, 413, 415, 422)
  async erase(
    @Body() { customer_id }: EraseCustomerDto,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AskedRunDto> {
    return toldRun(await this.admin.erase(customer_id, principal.id), reply);
  }

  @Get()
  @Requires('privacy:erase')
  @ApiOperation({ summary: 'Erasures, newest first; whom they were of is not known any more' })
  @ApiOkResponse({ type: ErasuresAnswer })
  @ApiProblems(422)
  async list(@Query() { page, size }: ErasuresQuery): Promise<ErasuresAnswer> {
    const all = await this.erasures.list();
    return {
      data: all.slice((page - 1) * size, page * size),
      pagination: paginationOf(page, size, all.length),
    };
  }
}
